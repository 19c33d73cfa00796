"""Recommendations of earlier months, and whether anything was reported on them since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analyse.making import make_gap
from pipeline.core.calendar import Month, Span
from pipeline.core.changes import Advice
from pipeline.core.duty import Occurrence, Phase, State, Verdict, phase_of
from pipeline.core.periods import Frequency, find_frequency_words
from pipeline.core.schema import Urgency
from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.analyse.scene import Decided, Scene
    from pipeline.core.accepted import Accepted
    from pipeline.core.gap import Gap
    from pipeline.core.past import PastMonth

_ROUNDS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6}
_PATIENCE = 3
_SAMPLE = 80
_EXCUSED = (Verdict.WAIVED, Verdict.CANCELLED)


def find_open_recommendations(scene: Scene) -> Iterator[Gap]:
    """The earliest recommendation on each measure of each division that nothing came of."""
    told: set[tuple[str, str]] = set()
    for advice in follow_advice(scene):
        place = (advice.division, advice.measure_no)
        if place in told or not is_open(advice):
            continue
        told.add(place)
        sample = " ".join(advice.text.split())[:_SAMPLE]
        late = _months_between(advice.since, scene.month) > _PATIENCE
        yield make_gap(
            "recommendation_open",
            scene,
            None,
            severity=Urgency.MEDIUM if late else None,
            division=advice.division,
            measure_no=advice.measure_no,
            since=advice.since,
            facts={"since": advice.since, "sample": sample},
            actual=sample,
        )


def is_open(advice: Advice) -> bool:
    """Whether it waits: nothing came since, or the last round that has ended went without."""
    if not advice.windows:
        return advice.followed is None
    ended = [one for one in advice.windows if one.phase is Phase.ENDED]
    return bool(ended) and ended[-1].state is State.MISSED


def follow_advice(scene: Scene) -> Iterator[Advice]:
    """Every recommendation of the earlier months of the fiscal year, each text once, oldest first.

    Measures that the division is excused from, or asks to drop, are left out.
    """
    for (division, measure_no), duties in _measures(scene).items():
        if all(one.verdict in _EXCUSED for one in duties):
            continue
        news = _news([one.duty.key for one in duties], scene)
        said: set[str] = set()
        for month, text in _advice_of(division, measure_no, duties, scene):
            if fold(text) not in said:
                said.add(fold(text))
                followed = next((one for one in news if one > month), None)
                windows = tuple(_windows(text, month, news, scene))
                yield Advice(division, measure_no, text, month, followed, windows)


def _measures(scene: Scene) -> Mapping[tuple[str, str], list[Decided]]:
    found: dict[tuple[str, str], list[Decided]] = {}
    for one in scene.decided:
        place = (one.duty.division, one.duty.step.measure_no)
        found.setdefault(place, []).append(one)
    return found


def _advice_of(
    division: str, measure_no: str, duties: Sequence[Decided], scene: Scene
) -> Iterator[tuple[Month, str]]:
    """Each recommendation with the month that it was given in, oldest first."""
    nothing = {fold(word) for word in scene.schema.layout.no_recommendation}
    for month in scene.past.months:
        work = (
            one.accepted
            for one in (*month.untied, *month.unplanned)
            if (one.division, one.measure_no) == (division, measure_no)
        )
        rows = [month.accepted.get(one.duty.key) for one in duties]
        for row in (*rows, *work):
            if row is not None and row.reported_month == month.month:
                text = row.recommendation
                if text and fold(text) not in nothing:
                    yield month.month, text


def _news(keys: Sequence[str], scene: Scene) -> tuple[Month, ...]:
    """The months in which something new was reported of any of the duties, this one included."""
    standing: dict[str, tuple[object, ...]] = {}
    found: list[Month] = []
    for month, rows in (*_rows_of(scene.past.months), (scene.month, scene.reports.accepted)):
        now = {key: _told(rows[key]) for key in keys if key in rows}
        if any(standing.get(key) != told for key, told in now.items()):
            found.append(month)
        standing |= now
    return tuple(found)


def _rows_of(
    months: Sequence[PastMonth],
) -> Iterator[tuple[Month, Mapping[str, Accepted]]]:
    return ((one.month, one.accepted) for one in months)


def _told(row: Accepted) -> tuple[object, ...]:
    return (row.acted_on, row.result, row.evidence)


def _windows(text: str, since: Month, news: Sequence[Month], scene: Scene) -> Iterator[Occurrence]:
    """The whole rounds after the month that the text asks for, up to the fiscal year's end."""
    named = find_frequency_words(text)
    length = _ROUNDS.get(named[1]) if named else None
    if length is None:
        return
    first = since.plus(1)
    while first.plus(length - 1).fiscal_year == scene.plan.fiscal_year:
        last = first.plus(length - 1)
        window = Span(first.first, last.last)
        done = any(first <= month <= last for month in news)
        phase = phase_of(window, scene.as_of)
        yield Occurrence(window, phase, _state(phase, done=done), done)
        first = last.plus(1)


def _state(phase: Phase, *, done: bool) -> State:
    if done:
        return State.DONE
    return {Phase.ENDED: State.MISSED, Phase.OPEN: State.OPEN}.get(phase, State.NOT_DUE)


def _months_between(first: Month, last: Month) -> int:
    return (last.be_year - first.be_year) * 12 + last.month - first.month
