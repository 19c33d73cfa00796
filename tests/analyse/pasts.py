"""Earlier months from small text tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.core.accepted import Accepted
from pipeline.core.calendar import Month
from pipeline.core.past import KnownDuty, Past, PastMonth
from tests.analyse.office import REPORT_CELL, STATUSES, spans, table

if TYPE_CHECKING:
    from pipeline.core.gap import GapKey

CUT_OFF_DAYS = timedelta(days=5)


def month_of(text: str) -> Month:
    year, month = map(int, text.split("-"))
    return Month(year, month)


def told(text: str) -> Past:
    """A line a report of a duty.

    Columns: month, division, step (its code), and of status, dates, result, evidence, advice,
    verdict those that are named. A month without a duty has a line that names the month alone.
    """
    months: dict[Month, PastMonth] = {}
    for line in table(text):
        month = month_of(line["month"])
        known = months.setdefault(month, PastMonth(month, month.last + CUT_OFF_DAYS))
        if line.get("step"):
            months[month] = _with_row(known, line)
    return Past(tuple(months[month] for month in sorted(months)))


def _with_row(known: PastMonth, line: dict[str, str]) -> PastMonth:
    division = line.get("division") or "กองคลัง"
    key = f"{division}\x1f{line['step']}"
    row = Accepted(
        known.month,
        REPORT_CELL,
        "1" * 64,
        status=STATUSES[line.get("status") or "doing"],
        acted_on=spans(line.get("dates", "")),
        result=line.get("result", ""),
        evidence=line.get("evidence", ""),
        recommendation=line.get("advice", ""),
    )
    duties = {key: KnownDuty(line["verdict"])} if line.get("verdict") else {}
    return replace(
        known,
        accepted={**known.accepted, key: row},
        duties={**known.duties, **duties},
        heard=known.heard | {division},
    )


def gapped(*months: tuple[str, set[GapKey]]) -> Past:
    """Months with nothing but the gaps that they had."""
    return Past(
        tuple(
            PastMonth(month_of(text), month_of(text).last + CUT_OFF_DAYS, gaps=frozenset(gaps))
            for text, gaps in months
        )
    )
