"""What is accepted of the month's rows, and what stands from earlier months instead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.check.dates import REJECTED
from pipeline.core.accepted import ACCEPTED_FIELDS, Accepted, Likely, Unplanned, Untied
from pipeline.core.address import Address
from pipeline.core.duty import Status
from pipeline.core.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.check.ground import Ground, Line
    from pipeline.core.calendar import Span

_WHOLE_ROW = frozenset({"row_duplicated"})
# Which step the row is of.
_IDENTITY = frozenset({"measure_no", "step_no"})
_KEPT = ("status", "progress", "acted_on", "result", "evidence", "spent")
_KEPT_AS_TYPED = (
    "status_typed",
    "progress_typed",
    "acted_on_typed",
    "result",
    "evidence",
    "spent_typed",
)


@dataclass(frozen=True, slots=True)
class AcceptedMonth:
    """By `Duty.key`, what this month's reports say of each duty that they speak of.

    `blank` are duties whose row is there and empty; `unplanned` is work that answers no step,
    `untied` results that answer a measure without saying which step of it.
    """

    accepted: Mapping[str, Accepted]
    blank: frozenset[str]
    unplanned: tuple[Unplanned, ...]
    untied: tuple[Untied, ...] = ()


def accept_month(ground: Ground, findings: Iterable[Finding]) -> AcceptedMonth:
    """Every row not refused; a value with an error gives way to the last accepted one, marked."""
    refusals = _Refusals(findings, ground)
    accepted: dict[str, Accepted] = {}
    blank: set[str] = set()
    unplanned: list[Unplanned] = []
    untied: list[Untied] = []
    for line in ground.lines:
        fields = refusals.fields(line)
        if fields is None:
            continue
        if line.flag("untied"):
            untied.append(Untied(_work(line, ground, fields), _likely(line)))
        elif line.duty is None:
            unplanned += [_work(line, ground, fields)] if line.filled else []
        elif not line.filled:
            blank.add(line.duty.key)
        else:
            accepted.setdefault(line.duty.key, _accept(line, ground, fields))
    return AcceptedMonth(accepted, frozenset(blank), tuple(unplanned), tuple(untied))


class _Refusals:
    """Which rows and values are not taken because of an error."""

    def __init__(self, findings: Iterable[Finding], ground: Ground) -> None:
        errors = [one for one in findings if ground.schema.severity(one.code) is Severity.ERROR]
        self._table = ground.table
        self._rows = {_row(one.where) for one in errors if one.code in _WHOLE_ROW}
        # Of a cell of several dates only the rejected ones are not taken.
        self._cells: dict[Address, set[str | None]] = {}
        for one in errors:
            if one.code not in _WHOLE_ROW | REJECTED:
                field = ground.schema.rule(one.code).field
                self._cells.setdefault(one.where, set()).add(None if field == "*" else field)

    def fields(self, line: Line) -> frozenset[str] | None:
        """Fields whose value is not taken; None where the whole row is not."""
        source = self._table.source(line.label)
        if _row(Address(source.file, source.sheet, line.label[2])) in self._rows:
            return None
        fields = (*source.columns, *source.stand_ins)
        found = frozenset(field for field in fields if self._is_refused(line, field))
        return found if found.isdisjoint(_IDENTITY) else None

    def _is_refused(self, line: Line, field: str) -> bool:
        """Whether an error of its cell is of the field, not of one that it stands in for."""
        about = self._cells.get(self._table.locate(line.label, field), set())
        return field in about or None in about


def _row(where: Address) -> tuple[str, str | None, int | None]:
    return (where.file, where.sheet, where.row)


def _accept(line: Line, ground: Ground, refused: frozenset[str]) -> Accepted:
    own = own_values(line, ground, refused)
    past = ground.past.of(line.duty.key) if line.duty else None
    lost = _lost(line, own) | refused
    carried = tuple(
        field for field in _KEPT if field in lost and past and _stands(getattr(past, field))
    )
    if past is None or not carried:
        return own
    values = {field: getattr(past, field) for field in carried}
    outside = past.outside_period if "acted_on" in carried else own.outside_period
    return replace(own, **values, outside_period=outside, carried=carried)


def _lost(line: Line, own: Accepted) -> frozenset[str]:
    """Fields for which the row gives nothing to take, though it does not withdraw them.

    A row blank but for this month's obstacle or recommendation withdraws nothing; of dates of
    which none can be taken the earlier ones stand.
    """
    if not any(line.text(key) for key in _KEPT_AS_TYPED):
        return frozenset(_KEPT)
    dated = bool(line.dates or line.text("acted_on_typed"))
    return frozenset({"acted_on"}) if dated and not own.acted_on else frozenset()


def _stands(value: object) -> bool:
    return value not in (None, "", ())


def own_values(line: Line, ground: Ground, refused: frozenset[str]) -> Accepted:
    """What the row itself says this month, but for the refused fields."""

    def text(field: str) -> str:
        return "" if field in refused else line.text(field)

    def number(field: str) -> float | None:
        return None if field in refused else line.number(field)

    judged = [] if line.dates_field in refused else _good_dates(line, ground)
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
        more={
            column.key: text(column.key)
            for column in ground.schema.further_columns(ACCEPTED_FIELDS)
        },
    )


def _good_dates(line: Line, ground: Ground) -> list[tuple[str | None, Span]]:
    """The row's dates that prove something, each with the code of what is amiss with it."""
    judged = [(ground.calendar.judge(span, line.duty), span) for _, span in line.dates]
    return [(code, span) for code, span in judged if code not in REJECTED]


def _work(line: Line, ground: Ground, refused: frozenset[str]) -> Unplanned:
    measure = ground.plan.measure(line.measure_no or "")
    title = measure.title if measure else line.text("measure")
    accepted = own_values(line, ground, refused)
    return Unplanned(line.division, line.measure_no, title, accepted)


def _likely(line: Line) -> Likely | None:
    step_no, likeness = line.text("likely_step"), line.number("likeness")
    return Likely(step_no, round(likeness)) if step_no and likeness is not None else None
