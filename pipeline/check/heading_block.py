"""The block above the table: who reports, and whether a nil return is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.duty import Status
from pipeline.core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.check.ground import Ground, Line
    from pipeline.core.past import Past


def find_blank_reporters(ground: Ground) -> Iterator[Finding]:
    """A return whose ผู้รายงาน is there and blank."""
    nobody = ("", *ground.schema.layout.placeholders)
    for source in ground.table.sources.values():
        if source.headings.get("reporter") in nobody:
            header = ground.schema.heading("reporter").headers[0]
            where = source.heading_address("reporter")
            yield Finding("reporter_blank", where, {"header": header}, source.division)


def find_nil_without_reason(ground: Ground) -> Iterator[Finding]:
    """A return that says nothing is new and not why."""
    for source in ground.table.sources.values():
        if source.nil and not source.headings.get("nil_reason"):
            where = source.heading_address("nil_reason")
            yield Finding("nil_without_reason", where, division=source.division)


def find_nil_with_values(ground: Ground) -> Iterator[Finding]:
    """A return that says nothing is new while rows differ from what was last accepted."""
    for source, division, lines in ground.by_return():
        changed = sum(is_changed(line, ground.past) for line in lines) if source.nil else 0
        if changed:
            where = source.heading_address("nil")
            yield Finding("nil_with_values", where, {"count": changed}, division)


def is_changed(line: Line, past: Past) -> bool:
    """Whether the row says something else than was last accepted; nothing said is no change."""
    before = past.of(line.duty.key) if line.duty else None
    dates = tuple(span for _, span in line.dates)
    figures = (line.number("progress"), line.number("spent"))
    now = (line.status or "", line.text("result"), line.text("evidence"), dates, figures)
    if now == ("", "", "", (), (None, None)):
        return False
    if before is None:
        return now != (Status.NOT_STARTED.value, "", "", (), (None, None))
    amounts = (before.progress, before.spent)
    return now != (before.status or "", before.result, before.evidence, before.acted_on, amounts)
