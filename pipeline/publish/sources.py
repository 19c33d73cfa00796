"""The sheet that says where the figures come from and how each is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.duty import Verdict
from pipeline.core.received import Outcome
from pipeline.core.sealing import DIGEST_SHOWN
from pipeline.publish.accounts import Accounts
from pipeline.publish.by_hand import SPAN, fact, plan_corrections, plan_exceptions, section
from pipeline.publish.looks import spread
from pipeline.publish.version import program_version
from pipeline.sheets.plan import CellPlan, ColumnPlan, SheetPlan
from pipeline.sheets.styles import LINK, TEXT, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.publish.desk import Desk
    from pipeline.sheets.plan import Cell, RowPlan

_HOW = (
    *("how_due", "how_done", "how_overdue", "how_unproved", "how_verdict"),
    *("how_since", "how_closed", "how_edits"),
)


def plan_sources(desk: Desk) -> SheetPlan:
    """Plan, cut-off, versions and counts; how figures are made; each file with its fingerprint."""
    columns = (
        ColumnPlan("file", desk.header("file"), 52),
        ColumnPlan("taken_for", desk.words.get("source_note", "taken_for"), 100),
        ColumnPlan("sha256", desk.header("sha256"), 70, level=1),
    )
    accounts = Accounts(desk.report, desk.words)
    files = sorted(desk.report.submissions, key=lambda one: one.received.name)
    return SheetPlan(
        name=desk.name("sources"),
        columns=columns,
        rows=tuple(
            (_file(desk, one.received.name), accounts.of(one), one.received.sha256) for one in files
        ),
        head=(
            spread(CellPlan(desk.title("sources"), TITLE, span=SPAN)),
            *_facts(desk),
            *_explained(desk),
            *plan_corrections(desk),
            *plan_exceptions(desk),
            section(desk.words.get("source_note", "inbox")),
        ),
        page=desk.page(columns=SPAN),
        frozen_rows=0,
    )


def _file(desk: Desk, name: str) -> Cell:
    link = desk.source_link(Address(name), len(desk.report.submissions))
    return CellPlan(name, LINK, link) if link else name


def _facts(desk: Desk) -> Iterator[RowPlan]:
    report, words = desk.report, desk.words
    plan = report.plan
    yield fact(desk.header("organisation"), plan.organisation.name)
    yield fact(desk.header("month"), words.value(report.month))
    yield fact(words.get("source_note", "as_of"), words.value(report.as_of))
    yield fact(words.get("edition", "label"), _edition(desk))
    if report.framework and report.framework.report_item:
        item = report.framework.report_item
        yield fact(desk.header("oit_item"), f"{item.code} {item.title}")
    yield fact(words.get("source_note", "plan"), f"{plan.file}\n{plan.sha256}")
    yield fact(words.get("source_note", "version"), program_version())
    yield fact(words.get("source_note", "schema"), report.schema.version)
    counts = (len(report.submissions), report.outcome_count(*Outcome))
    yield fact(words.get("source_note", "counts"), " = ".join(map(words.value, counts)))
    yield fact(words.get("source_note", "rows"), words.value(report.rows_read))


def _edition(desk: Desk) -> str:
    """What the documents are, and after which sealing they come."""
    edition, words = desk.report.edition, desk.words
    told = words.edition(edition)
    if edition.follows is None:
        return told
    before = "follows_original" if edition.amendment == 1 else "follows_amended"
    digest = edition.follows[:DIGEST_SHOWN]
    after = words.say("edition", before, number=edition.amendment - 1, digest=digest)
    return f"{told} · {after}"


def _explained(desk: Desk) -> Iterator[RowPlan]:
    words = desk.words
    yield section(words.get("source_note", "figures"))
    for key in _HOW:
        yield spread(CellPlan(words.get("source_note", key), TEXT, span=SPAN))
    for verdict in Verdict:
        yield fact(words.label("verdict", verdict), words.get("verdict", verdict, "meaning"))
