"""What changed between two runs: files, verdicts, accepted values, work outside the plan, gaps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.duty import named_by
from pipeline.core.finding import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.core.accepted import Accepted, Unplanned
    from pipeline.core.finding import Fact
    from pipeline.core.gap import GapKey
    from pipeline.core.past import KnownDuty, PastMonth
    from pipeline.core.received import Outcome, Submission

VALUES = ("status", "progress", "acted_on", "result", "evidence", "spent")


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run as the memory has it."""

    month: PastMonth
    files: tuple[Submission, ...] = ()


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file by its name, with its outcome in each run, None where the run had no such file.

    `content` tells whether both had it and its bytes differ.
    """

    name: str
    before: Outcome | None
    now: Outcome | None
    content: bool = False


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A duty whose verdict differs; None in a run that did not know the duty."""

    division: str
    measure_no: str
    step_no: str
    before: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class ValueChange:
    """An accepted value of a duty that differs; None where nothing was accepted."""

    division: str
    measure_no: str
    step_no: str
    field: str
    before: Fact
    now: Fact


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed from one run to another; each row in the order of files or duties.

    `added` and `removed` work answers no step, or no one knows which.
    """

    files: tuple[FileChange, ...] = ()
    verdicts: tuple[VerdictChange, ...] = ()
    values: tuple[ValueChange, ...] = ()
    added: tuple[Unplanned, ...] = ()
    removed: tuple[Unplanned, ...] = ()
    come: tuple[GapKey, ...] = ()
    gone: tuple[GapKey, ...] = ()


def compare(before: KeptRun, now: KeptRun) -> Difference:
    """What changed from one run to the other, of any months.

    A duty of which the later run of another month accepted nothing has no changed values: what
    was accepted before still stands. In a run of the same month it has lost them.
    """
    one, other = before.month, now.month
    work = [(*month.unplanned, *month.untied) for month in (one, other)]
    return Difference(
        tuple(_files(before.files, now.files)),
        tuple(_verdicts(one.duties, other.duties)),
        tuple(_values(one, other)),
        added=tuple(_beyond(work[1], work[0])),
        removed=tuple(_beyond(work[0], work[1])),
        come=_in_order(other.gaps - one.gaps),
        gone=_in_order(one.gaps - other.gaps),
    )


def _files(before: Sequence[Submission], now: Sequence[Submission]) -> Iterator[FileChange]:
    old = {one.received.name: one for one in before}
    new = {one.received.name: one for one in now}
    for name in sorted(old.keys() | new.keys()):
        one, other = old.get(name), new.get(name)
        outcomes = (one.outcome if one else None, other.outcome if other else None)
        content = bool(one and other and one.received.sha256 != other.received.sha256)
        if content or outcomes[0] != outcomes[1]:
            yield FileChange(name, *outcomes, content)


def _verdicts(
    before: Mapping[str, KnownDuty], now: Mapping[str, KnownDuty]
) -> Iterator[VerdictChange]:
    for key in dict.fromkeys((*now, *before)):
        one, other = before.get(key), now.get(key)
        verdicts = (one.verdict if one else None, other.verdict if other else None)
        if verdicts[0] != verdicts[1]:
            yield VerdictChange(*_named(key, other or one), *verdicts)


def _values(before: PastMonth, now: PastMonth) -> Iterator[ValueChange]:
    for key in dict.fromkeys((*now.accepted, *before.accepted)):
        one, other = before.accepted.get(key), now.accepted.get(key)
        if other is None and before.month != now.month:
            continue
        named = _named(key, now.duties.get(key) or before.duties.get(key))
        for field in VALUES:
            old, new = _value(one, field), _value(other, field)
            if old != new:
                yield ValueChange(*named, field, old, new)


def _value(accepted: Accepted | None, field: str) -> Fact:
    """The value as it is printed, None where there is none."""
    if accepted is None:
        return None
    if field == "status":
        return None if accepted.status is None else Word("status", accepted.status.value)
    value: Fact = getattr(accepted, field)
    return None if value in ("", ()) else value


def _named(key: str, duty: KnownDuty | None) -> tuple[str, str, str]:
    """Division, measure and step of the duty; its code where its numbers were not remembered."""
    division, code = named_by(key)
    if duty is None or not duty.measure_no:
        return division, code, ""
    return division, duty.measure_no, duty.step_no


def _beyond(work: Sequence[Unplanned], other: Iterable[Unplanned]) -> Iterator[Unplanned]:
    """The work that the other has not, each as often as it is more."""
    left = Counter(map(_said, other))
    for one in work:
        said = _said(one)
        if left[said]:
            left[said] -= 1
        else:
            yield one


def _said(work: Unplanned) -> tuple[str, str | None, str, str]:
    return work.division, work.measure_no, work.measure, work.accepted.result


def _in_order(gaps: Iterable[GapKey]) -> tuple[GapKey, ...]:
    return tuple(
        sorted(
            gaps,
            key=lambda one: (
                one.code,
                one.division or "",
                _by_number(one.measure_no),
                _by_number(one.step_no),
                one.mark,
            ),
        )
    )


def _by_number(number: str | None) -> tuple[int, str]:
    """Numbers in their order, other texts after their length."""
    return len(number or ""), number or ""
