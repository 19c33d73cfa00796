"""What a division tells of its steps by a month: the year so far, and the month's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.accepted import Accepted
from pipeline.core.address import Address
from pipeline.core.dates import find_dates
from pipeline.core.duty import Status, key_of
from pipeline.core.past import Past, PastMonth
from pipeline.example.invented.data import read_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.core.calendar import Month
    from pipeline.core.words import Words

_OF_THE_MONTH = ("obstacle", "recommendation")
_ADDED = "+ "
_BETWEEN = {"date": ", ", "result": "\n"}


def told_by(division: str, month: Month) -> Mapping[str, Mapping[str, str]]:
    """By step code, what the division tells by the month: keys as in the data files.

    Steps of which it has told nothing yet are not there.
    """
    told: dict[str, Mapping[str, str]] = {}
    for one in read_data(f"told-{month.fiscal_year.be_year}")["told"]:
        if one["by"] == division:
            values = _values(one, month)
            told |= {one["step"]: values} if values else {}
    return told


def _values(one: Mapping[str, Mapping[str, str]], month: Month) -> dict[str, str]:
    values: dict[str, str] = {}
    for each in month.fiscal_year.months:
        news = one.get(f"{each.month:02}", {}) if each <= month else {}
        values |= {key: _joined(key, values.get(key, ""), text) for key, text in news.items()}
        if each < month:
            values = {key: text for key, text in values.items() if key not in _OF_THE_MONTH}
    return values


def _joined(key: str, before: str, text: str) -> str:
    """The text put behind what stood before where it says so, else in its place."""
    if not text.startswith(_ADDED):
        return text
    return f"{before}{_BETWEEN[key]}{text.removeprefix(_ADDED)}"


def cells_of(values: Mapping[str, str], words: Words) -> dict[str, str]:
    """The values as the texts of a form's cells, by field."""
    cells = {"acted_on" if key == "date" else key: text for key, text in values.items()}
    if "status" in cells:
        cells["status"] = words.get("status", cells["status"])
    return cells


def past_of(division: str, month: Month) -> Past:
    """What the form of the month is issued with: all that was told a month before.

    The first month of the data has none: the office had not used the program before.
    """
    before = month.plus(-1)
    if before.fiscal_year != month.fiscal_year:
        return Past()
    accepted = dict(_accepted(division, before))
    return Past((PastMonth(before, before.last, accepted=accepted),)) if accepted else Past()


def _accepted(division: str, month: Month) -> Iterator[tuple[str, Accepted]]:
    for code, values in told_by(division, month).items():
        dates = find_dates(values.get("date", ""), month.fiscal_year)
        yield (
            key_of(division, code),
            Accepted(
                month,
                Address(""),
                "",
                status=Status(values["status"]),
                acted_on=tuple(one.span for one in dates),
                recommendation=values.get("recommendation", ""),
            ),
        )
