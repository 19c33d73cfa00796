"""The ten worst gaps on the summary: what, who, by when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.finding import Audience
from pipeline.publish.looks import (
    SECTION,
    URGENCY_TONES,
    number_style,
    spread,
)
from pipeline.publish.summary_grid import clipped, room_of
from pipeline.publish.tracking import tracking_rows_by_duty
from pipeline.sheets.plan import CellPlan
from pipeline.sheets.reference import Link
from pipeline.sheets.styles import HEADER, SUBTITLE, TEXT, TEXT_CENTRE, Align, Style, toned

if TYPE_CHECKING:
    from pipeline.core.gap import Gap
    from pipeline.publish.desk import Desk
    from pipeline.sheets.plan import RowPlan

TABLE_SPAN = 36
_MOST = 10
_SCORES = ("score_below_target", "indicator_without_measure")

# Headings in their order; a gap that none names stands under the last.
_GROUPS = (
    ("no_submission", ("no_submission", "silent")),
    ("overdue", ("overdue",)),
    ("not_started", ("not_started", "not_reported", "occurrences_missing")),
    (
        "unproved",
        (
            "done_without_date",
            "done_without_result",
            "done_without_evidence",
            "evidence_before_closing",
        ),
    ),
    ("scores", _SCORES),
    ("recommendations", ("recommendation_open",)),
    ("carried_over", ("carried_over",)),
    ("other", ()),
)


@dataclass(frozen=True, slots=True)
class Density:
    """How much the table may take: letter size, and lines for what a gap is about."""

    size: float
    lines: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A column of the table: header key and how many grid columns it covers."""

    key: str
    span: int


_ORDER = _Part("rank", 2)
_NUMBER = _Part("step", 4)
_SUBJECT = _Part("subject", 13)
_DIVISION = _Part("division", 6)
_ISSUE = _Part("gap", 6)
_BY = _Part("act_by", 5)
_PARTS = (_ORDER, _NUMBER, _SUBJECT, _DIVISION, _ISSUE, _BY)


@dataclass(frozen=True, slots=True)
class WorstLine:
    """A line of the table: a gap, or several of one kind that stand for one matter."""

    gap: Gap
    others: tuple[Gap, ...] = ()

    @property
    def all(self) -> tuple[Gap, ...]:
        """Every gap of the line."""
        return (self.gap, *self.others)


def worst_lines(desk: Desk) -> tuple[WorstLine, ...]:
    """The ten matters of management to close first, in the order of the analysis.

    Scores are of the whole year: those of a kind take one line, and leave the page to the work.
    """
    lines: list[WorstLine] = []
    for gap in desk.report.gaps_for(Audience.MANAGEMENT):
        same = (place for place, one in enumerate(lines) if one.gap.code == gap.code)
        place = next(same, None) if gap.code in _SCORES else None
        if place is None:
            lines.append(WorstLine(gap))
        else:
            lines[place] = replace(lines[place], others=(*lines[place].others, gap))
    return tuple(lines[:_MOST])


def worst_rows(desk: Desk, density: Density) -> tuple[RowPlan, ...]:
    """The table under its title, grouped; where there is nothing, the sentence that says so."""
    lines = worst_lines(desk)
    title = spread(CellPlan(desk.summary("worst"), SUBTITLE, span=TABLE_SPAN))
    if not lines:
        nothing = CellPlan(desk.summary("nothing_worst"), TEXT, span=TABLE_SPAN)
        return (title, spread(nothing))
    header = (CellPlan(desk.header(one.key), HEADER, span=one.span) for one in _PARTS)
    return (title, spread(*header), *_grouped(desk, lines, density))


def _grouped(desk: Desk, lines: tuple[WorstLine, ...], density: Density) -> list[RowPlan]:
    table = _Table(desk, density)
    rows: list[RowPlan] = []
    number = 0
    for group, _ in _GROUPS:
        here = [line for line in lines if _group_of(line.gap) == group]
        if here:
            style = replace(SECTION, size=density.size)
            rows.append(spread(CellPlan(desk.words.get("group", group), style, span=TABLE_SPAN)))
        for line in here:
            number += 1
            rows.append(table.row(number, line))
    return rows


def _group_of(gap: Gap) -> str:
    return next((group for group, codes in _GROUPS if gap.code in codes), _GROUPS[-1][0])


class _Table:
    """Draws the rows of the table; each number is a link to the step it is about."""

    def __init__(self, desk: Desk, density: Density) -> None:
        self._desk = desk
        self._density = density
        self._rows = tracking_rows_by_duty(desk)
        self._methods = {
            (row.measure_no, row.step_no): row.duty.step.method
            for row in desk.report.planned
            if row.duty is not None
        }

    def row(self, number: int, line: WorstLine) -> RowPlan:
        """What the line is about, who acts, what is lacking, by when."""
        words, gap = self._desk.words, line.gap
        order = toned(replace(number_style(words), align=Align.CENTRE), URGENCY_TONES[gap.severity])
        return spread(
            CellPlan(number, self._sized(order), span=_ORDER.span),
            self._number(gap),
            self._text(_SUBJECT, ", ".join(map(self._subject, line.all))),
            self._text(_DIVISION, gap.division or gap.owner or ""),
            self._text(_ISSUE, self._issue(line)),
            CellPlan(words.value(gap.act_by), self._one_line(), span=_BY.span),
        )

    def _sized(self, style: Style) -> Style:
        return replace(style, size=self._density.size)

    def _one_line(self) -> Style:
        return replace(self._sized(TEXT_CENTRE), wrap=False)

    def _text(self, part: _Part, text: str) -> CellPlan:
        room = room_of(part.span, self._density.size)
        shown = clipped(text, room, self._density.lines)
        style = replace(self._sized(TEXT), wrap=self._density.lines > 1)
        return CellPlan(shown, style, span=part.span)

    def _number(self, gap: Gap) -> CellPlan:
        style = self._one_line()
        if gap.measure_no is None:
            return CellPlan(None, style, span=_NUMBER.span)
        words = self._desk.words
        step = gap.step_no
        after = words.say("summary", "step_after", step_no=words.number(step)) if step else ""
        place = (gap.measure_no, gap.step_no, gap.division)
        row = self._rows.get(place) if gap.about is None else None
        link = Link(self._desk.name("tracking"), row) if row else None
        return CellPlan(words.number(gap.measure_no) + after, style, link, span=_NUMBER.span)

    def _subject(self, gap: Gap) -> str:
        words = self._desk.words
        if gap.about is not None:
            return gap.about
        if words.has("matter", gap.code):
            return words.fill(words.get("matter", gap.code), gap.facts)
        measure = self._desk.report.plan.measure(gap.measure_no) if gap.measure_no else None
        method = self._methods.get((gap.measure_no, gap.step_no))
        if method:
            return method
        if measure is not None:
            return measure.title
        indicator = gap.facts.get("indicator")
        return indicator if isinstance(indicator, str) else self._desk.sentence(gap)

    def _issue(self, line: WorstLine) -> str:
        words, gap = self._desk.words, line.gap
        if not words.has("brief", gap.code):
            return words.label("gap", gap.code)
        count = len(line.all) if line.others else None
        months = gap.facts.get("months")
        return words.say("brief", gap.code, days=gap.days, months=months, count=count)
