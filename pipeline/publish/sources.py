"""The sheet that says where the figures come from and how each is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.duty import Verdict
from pipeline.core.received import Outcome
from pipeline.publish.looks import SECTION, spread
from pipeline.publish.version import program_version
from pipeline.sheets.plan import CellPlan, ColumnPlan, RowPlan, SheetPlan
from pipeline.sheets.styles import LINK, TEXT, TEXT_BOLD, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.core.plan import Correction
    from pipeline.publish.desk import Desk
    from pipeline.sheets.plan import Cell

_SPAN = 2
_HOW = ("how_due", "how_done", "how_overdue", "how_unproved", "how_verdict")


def plan_sources(desk: Desk) -> SheetPlan:
    """Plan, cut-off, versions and counts; how figures are made; each file with its fingerprint."""
    columns = (
        ColumnPlan("file", desk.header("file"), 52),
        ColumnPlan("sha256", desk.header("sha256"), 100),
    )
    files = desk.report.inputs
    return SheetPlan(
        name=desk.name("sources"),
        columns=columns,
        rows=tuple((_file(desk, name), sha256) for name, sha256 in sorted(files.items())),
        head=(
            spread(CellPlan(desk.title("sources"), TITLE, span=_SPAN)),
            *_facts(desk),
            *_explained(desk),
            *_corrections(desk),
            _section(desk.words.get("source_note", "inbox")),
        ),
        page=desk.page(),
        frozen_rows=0,
    )


def _file(desk: Desk, name: str) -> Cell:
    link = desk.source_link(Address(name), len(desk.report.inputs))
    return CellPlan(name, LINK, link) if link else name


def _facts(desk: Desk) -> Iterator[RowPlan]:
    report, words = desk.report, desk.words
    plan = report.plan
    yield _fact(desk.header("organisation"), plan.organisation.name)
    yield _fact(desk.header("month"), words.value(report.month))
    yield _fact(words.get("source_note", "as_of"), words.value(report.as_of))
    if report.framework and report.framework.report_item:
        item = report.framework.report_item
        yield _fact(desk.header("oit_item"), f"{item.code} {item.title}")
    yield _fact(words.get("source_note", "plan"), f"{plan.file}\n{plan.sha256}")
    yield _fact(words.get("source_note", "version"), program_version())
    yield _fact(words.get("source_note", "schema"), report.schema.version)
    counts = (len(report.submissions), report.outcome_count(*Outcome))
    yield _fact(words.get("source_note", "counts"), " = ".join(map(words.value, counts)))
    yield _fact(words.get("source_note", "rows"), words.value(report.rows_read))


def _explained(desk: Desk) -> Iterator[RowPlan]:
    words = desk.words
    yield _section(words.get("source_note", "figures"))
    for key in _HOW:
        yield spread(CellPlan(words.get("source_note", key), TEXT, span=_SPAN))
    for verdict in Verdict:
        yield _fact(words.label("verdict", verdict), words.get("verdict", verdict, "meaning"))


def _corrections(desk: Desk) -> Iterator[RowPlan]:
    """The analyst's own corrections of this month's cells; nothing where there are none."""
    month = desk.report.month
    made = [one for one in desk.report.plan.corrections if one.month in (None, month)]
    if made:
        yield _section(desk.words.get("source_note", "corrections"))
    for one in made:
        yield _fact(f"{one.file} {one.cell}", _correction(desk, one))


def _correction(desk: Desk, one: Correction) -> str:
    return desk.words.say(
        "source_note",
        "correction",
        old=one.old,
        new=one.new,
        reason=one.reason or None,
        by=one.corrected_by or None,
    )


def _section(text: str) -> RowPlan:
    return spread(CellPlan(text, SECTION, span=_SPAN))


def _fact(label: str, value: str) -> RowPlan:
    return RowPlan((CellPlan(label, TEXT_BOLD), CellPlan(value, TEXT)))
