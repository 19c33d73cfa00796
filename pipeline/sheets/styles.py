"""How cells look, by name. Sizes are points; colours are `#RRGGBB`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

FONT = "TH Sarabun New"
BODY_SIZE = 14.0


class Align(StrEnum):
    """Where a text stands between the left and right edges of its cell."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


class Vertical(StrEnum):
    """Where a text stands between the upper and lower edges of its cell."""

    TOP = "top"
    MIDDLE = "vcenter"
    BOTTOM = "bottom"


class Border(StrEnum):
    """The line around a cell; its value is the line's colour."""

    GREY = "#A6A6A6"
    BLACK = "#000000"


@dataclass(frozen=True, slots=True)
class Style:
    """One look of a cell, always in `FONT`.

    `num_format` is Excel's code, None is General. `align` None leaves text left and numbers right.
    `indent` counts steps from the edge. `locked` matters on protected sheets only.
    """

    size: float = BODY_SIZE
    bold: bool = False
    underline: bool = False
    colour: str | None = None
    fill: str | None = None
    border: Border | None = None
    align: Align | None = None
    vertical: Vertical = Vertical.TOP
    wrap: bool = False
    num_format: str | None = None
    locked: bool = True
    indent: int = 0


class Tone(StrEnum):
    """How urgent a value is; the fills grow darker with it, so that grey print tells them apart."""

    GOOD = "good"
    QUIET = "quiet"
    WATCH = "watch"
    WARN = "warn"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class ToneLook:
    """What a tone changes of a style."""

    fill: str
    colour: str
    bold: bool


TONES = {
    Tone.QUIET: ToneLook("#FFFFFF", "#404040", bold=False),
    Tone.GOOD: ToneLook("#E8F5E4", "#1E4620", bold=False),
    Tone.WATCH: ToneLook("#F7D774", "#000000", bold=False),
    Tone.WARN: ToneLook("#E08A2E", "#000000", bold=True),
    Tone.ALARM: ToneLook("#9C1C1C", "#FFFFFF", bold=True),
}

DATE_WIDTH = 18.0  # a column any narrower shows ### for a body-size date
THAI_DIGITS = "[$-D00041E]"
DATE_THAI = "[$-D07041E]d mmm yyyy;@"
DATE_ARABIC = "[$-107041E]d mmm yyyy;@"

TITLE = Style(size=18, bold=True, vertical=Vertical.MIDDLE, wrap=True)
TITLE_CENTRE = replace(TITLE, align=Align.CENTRE)
SUBTITLE = Style(size=16, bold=True, vertical=Vertical.MIDDLE, wrap=True)
HEADER = Style(
    bold=True,
    fill="#D9E2F3",
    border=Border.BLACK,
    align=Align.CENTRE,
    vertical=Vertical.MIDDLE,
    wrap=True,
)
LABEL = Style(bold=True, wrap=True)
PLAIN = Style(wrap=True)
NOTE = Style(size=12, colour="#595959", wrap=True)

TEXT = Style(border=Border.GREY, wrap=True)
TEXT_CENTRE = replace(TEXT, align=Align.CENTRE)
TEXT_BOLD = replace(TEXT, bold=True)
LINK = replace(TEXT, colour="#0B5394", underline=True)
NUMBER = replace(TEXT, wrap=False, align=Align.RIGHT, num_format="#,##0")
NUMBER_THAI = replace(NUMBER, num_format=f"{THAI_DIGITS}#,##0")
MONEY = replace(NUMBER, num_format="#,##0.00")
MONEY_THAI = replace(NUMBER, num_format=f"{THAI_DIGITS}#,##0.00")
PERCENT = replace(NUMBER, num_format="0.0%")
PERCENT_THAI = replace(NUMBER, num_format=f"{THAI_DIGITS}0.0%")
DATE = replace(TEXT_CENTRE, wrap=False, num_format=DATE_ARABIC)
DATE_IN_THAI = replace(DATE, num_format=DATE_THAI)
FIGURE = Style(size=18, bold=True, align=Align.CENTRE, vertical=Vertical.MIDDLE, num_format="#,##0")
FIGURE_THAI = replace(FIGURE, num_format=f"{THAI_DIGITS}#,##0")

# Text cells, so that no office suite turns what a division types into a date or a formula.
INPUT = replace(TEXT, fill="#FFF9D6", num_format="@", locked=False)
FIXED = replace(TEXT, fill="#F2F2F2", num_format="@")


def toned(style: Style, tone: Tone) -> Style:
    """The style with the tone's fill, letter colour and weight."""
    look = TONES[tone]
    return replace(style, fill=look.fill, colour=look.colour, bold=look.bold)
