"""What is accepted of the month's rows, and what stands from earlier months instead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.check.dates import REJECTED, judge_date
from pipeline.core.address import Address
from pipeline.core.duty import Accepted, Status, Unplanned
from pipeline.core.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.check.ground import Ground, Line
    from pipeline.core.calendar import Span

_WHOLE_ROW = frozenset({"row_duplicated"})
_DATE_FAULTS = REJECTED | {"date_blank"}
_KEPT = ("status", "progress", "acted_on", "result", "evidence", "spent")


@dataclass(frozen=True, slots=True)
class AcceptedMonth:
    """By `Duty.key`, what this month's reports say of each duty that they speak of.

    `blank` are duties whose row is there and empty; `unplanned` is work that answers no step.
    """

    accepted: Mapping[str, Accepted]
    blank: frozenset[str]
    unplanned: tuple[Unplanned, ...]


def accept_month(ground: Ground, findings: Iterable[Finding]) -> AcceptedMonth:
    """Every row not refused; a value with an error gives way to the last accepted one, marked."""
    errors = _errors_by_cell(findings, ground)
    accepted: dict[str, Accepted] = {}
    blank: set[str] = set()
    unplanned: list[Unplanned] = []
    for line in ground.lines:
        refused = _refused_fields(line, ground, errors)
        if refused is None:
            continue
        if line.duty is None:
            unplanned += _unplanned(line, ground, refused)
        elif not line.filled:
            blank.add(line.duty.key)
        else:
            accepted.setdefault(line.duty.key, _accept(line, ground, refused))
    return AcceptedMonth(accepted, frozenset(blank), tuple(unplanned))


def _errors_by_cell(findings: Iterable[Finding], ground: Ground) -> Mapping[Address, Finding]:
    return {
        finding.where: finding
        for finding in findings
        if ground.schema.severity(finding.code) is Severity.ERROR
    }


def _refused_fields(
    line: Line, ground: Ground, errors: Mapping[Address, Finding]
) -> frozenset[str] | None:
    """Fields whose value is not taken; None where the whole row is not."""
    fields = ground.table.source(line.label).columns
    found = {
        field: errors[where].code
        for field in fields
        if (where := ground.table.locate(line.label, field)) in errors
    }
    if not _WHOLE_ROW.isdisjoint(found.values()):
        return None
    return frozenset(field for field, code in found.items() if code not in _DATE_FAULTS)


def _accept(line: Line, ground: Ground, refused: frozenset[str]) -> Accepted:
    own = _own_values(line, ground, refused)
    past = ground.past.of(line.duty.key) if line.duty else None
    dateless = _lost_its_dates(line, ground)
    lost = [field for field in _KEPT if field in refused or (field == "acted_on" and dateless)]
    carried = tuple(field for field in lost if past is not None and getattr(past, field))
    if past is None or not carried:
        return own
    return replace(own, **{field: getattr(past, field) for field in carried}, carried=carried)


def _lost_its_dates(line: Line, ground: Ground) -> bool:
    """Whether the row gave dates and every one was rejected."""
    spans = ground.spans.get(line.label, ())
    return bool(spans) and not _good_dates(line, ground)


def _good_dates(line: Line, ground: Ground) -> list[tuple[str | None, Span]]:
    judged = [
        (judge_date(span, line.duty, ground), span) for _, span in ground.spans.get(line.label, ())
    ]
    return [(code, span) for code, span in judged if code not in REJECTED]


def _own_values(line: Line, ground: Ground, refused: frozenset[str]) -> Accepted:
    def text(field: str) -> str:
        return "" if field in refused else line.text(field)

    def number(field: str) -> float | None:
        return None if field in refused else line.number(field)

    dates_refused = "result" if line.flag("from_result") else "acted_on"
    judged = [] if dates_refused in refused else _good_dates(line, ground)
    status = None if "status" in refused or line.status is None else Status(line.status)
    source = ground.table.source(line.label)
    return Accepted(
        reported_month=ground.month,
        source=Address(source.file, source.sheet, line.label[2], source.columns.get("status")),
        source_sha256=source.sha256,
        status=status,
        progress=number("progress"),
        acted_on=tuple(span for _, span in judged),
        result=text("result"),
        evidence=text("evidence"),
        obstacle=text("obstacle"),
        recommendation=text("recommendation"),
        spent=number("spent"),
        outside_period=any(code == "date_outside_period" for code, _ in judged),
    )


def _unplanned(line: Line, ground: Ground, refused: frozenset[str]) -> list[Unplanned]:
    if not line.filled:
        return []
    measure = ground.plan.measure(line.measure_no or "")
    title = measure.title if measure else line.text("measure")
    accepted = _own_values(line, ground, refused)
    return [Unplanned(line.division, line.measure_no, title, accepted)]
