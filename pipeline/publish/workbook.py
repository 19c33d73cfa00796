"""The tracking workbook: which sheets it has, in which order."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.publish.changes import plan_changes
from pipeline.publish.desk import Desk
from pipeline.publish.findings import plan_findings, plan_readings
from pipeline.publish.gaps import plan_gaps
from pipeline.publish.ita import plan_ita
from pipeline.publish.long_texts import find_long_texts, plan_long_texts, with_notes
from pipeline.publish.sources import plan_sources
from pipeline.publish.submissions import plan_submissions
from pipeline.publish.summary import plan_summary
from pipeline.publish.tracking import plan_tracking
from pipeline.sheets.plan import WorkbookPlan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words

SHEETS = (
    plan_summary,
    plan_tracking,
    plan_gaps,
    plan_ita,
    plan_submissions,
    plan_findings,
    plan_readings,
    plan_changes,
    plan_sources,
)
_NO_LINKS: Mapping[str, str] = MappingProxyType({})


def plan_workbook(
    report: MonthReport, words: Words, links: Mapping[str, str] = _NO_LINKS
) -> WorkbookPlan:
    """The month's workbook in the language of `words`; its only date is the cut-off.

    `links` gives the path of a source file relative to the workbook. A sheet of long texts is
    there only where a row cannot show a text whole.
    """
    desk = Desk(report, words, links)
    sheets = tuple(plan(desk) for plan in SHEETS)
    texts = find_long_texts(desk, sheets)
    if texts:
        noted = (with_notes(desk, sheet, texts) for sheet in sheets)
        sheets = (*noted, plan_long_texts(desk, texts))
    return WorkbookPlan(
        sheets,
        created=report.as_of,
        title=desk.title("tracking", month=report.month),
        subject=report.plan.organisation.name,
    )
