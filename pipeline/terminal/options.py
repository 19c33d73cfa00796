"""What the command line may say: shared options, months, days and years as people type them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pipeline.core.calendar import FiscalYear
from pipeline.core.digits import to_arabic
from pipeline.core.words import Digits
from schemas.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from pipeline.core.calendar import Month
    from pipeline.core.words import Words

# Exit statuses: done; points to mend; what was typed is not usable; nothing could be done.
DONE, TO_MEND, USAGE, COULD_NOT = 0, 1, 2, 3
PLACES = ("workspace", "plan", "inbox", "out")
_BE_YEARS = range(2400, 2701)
_MOST_RUNS = 2


class Parser(argparse.ArgumentParser):
    """Says what is amiss in the words of the language."""

    words: Words

    def error(self, message: str) -> NoReturn:
        """Say how to find the usage, and what argparse missed, and leave with status 2."""
        tell(self.words.say("cli", "usage", command=f"{self.prog} --help"))
        if self.words.language == "en":
            tell(message)
        sys.exit(USAGE)


class Help(argparse.HelpFormatter):
    """Wide enough for Thai, which argparse cannot break."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=120)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The usage under the language's own heading."""
        heading = Parser.words.get("cli", "usage_heading") if prefix is None else prefix
        super().add_usage(usage, actions, groups, heading)


def add_options(parser: argparse.ArgumentParser, words: Words, *names: str) -> None:
    """Add the options that several commands share, in the order named."""
    for name in names:
        flag, help_text = "--" + name.replace("_", "-"), words.say("cli", f"opt_{name}", days=5)
        if name in PLACES:
            default = Path() if name == "workspace" else None
            parser.add_argument(flag, type=Path, default=default, metavar="PATH", help=help_text)
        elif name in ("strict", "json"):
            parser.add_argument(flag, action="store_true", help=help_text)
        elif name == "jobs":
            parser.add_argument(flag, type=_positive, default=None, metavar="N", help=help_text)
        elif name == "as_of":
            parser.add_argument(flag, metavar="DATE", help=help_text)
        else:
            choices = LANGUAGES if name == "lang" else tuple(Digits)
            parser.add_argument(flag, choices=choices, help=help_text)


def add_help_option(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add -h, and the words over each group of the help."""
    parser._positionals.title = words.get("cli", "arguments_heading")  # noqa: SLF001 - no other way
    parser._optionals.title = words.get("cli", "options_heading")  # noqa: SLF001 - no other way
    parser.add_argument("-h", "--help", action="help", help=words.get("cli", "opt_help"))


def read_month(text: str) -> Month:
    """The month that was typed; leaves with status 2 where it cannot be read."""
    from pipeline.core.dates import parse_month  # noqa: PLC0415 - help reads no dates

    month = parse_month(text)
    if month is None:
        msg = "month_unreadable"
        raise UsageError(msg, text)
    return month


def read_day(text: str | None) -> date | None:
    """The day that was typed, None where none; leaves with status 2 where it cannot be read."""
    if text is None:
        return None
    from pipeline.core.dates import parse_day  # noqa: PLC0415 - help reads no dates

    day = parse_day(text)
    if day is None:
        msg = "date_unreadable"
        raise UsageError(msg, text)
    return day


def read_year(text: str) -> FiscalYear:
    """The B.E. fiscal year that was typed; leaves with status 2 where it cannot be read."""
    digits = to_arabic(text)
    if not digits.isdecimal() or int(digits) not in _BE_YEARS:
        msg = "year_unreadable"
        raise UsageError(msg, text)
    return FiscalYear(int(digits))


def read_run_numbers(texts: Sequence[str]) -> tuple[int, ...]:
    """The numbers of one or two runs, or none; leaves with status 2 where they are none."""
    digits = [to_arabic(text) for text in texts]
    if len(digits) > _MOST_RUNS or not all(one.isdecimal() for one in digits):
        msg = "runs_unreadable"
        raise UsageError(msg, " ".join(texts))
    return tuple(map(int, digits))


class UsageError(SystemExit):
    """What was typed cannot be read: said at once, status 2."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(USAGE)
        tell(Parser.words.say("cli", key, text=text))


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        message = f"{text!r} is not a whole number of 1 or more"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def tell(text: str) -> None:
    """One line to standard error."""
    sys.stderr.write(text + "\n")
