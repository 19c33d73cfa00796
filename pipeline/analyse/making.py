"""Puts a gap together: its urgency and audience from the schema, its facts from the duty."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from pipeline.core.gap import Gap

if TYPE_CHECKING:
    from datetime import date

    from pipeline.analyse.scene import Decided, Scene
    from pipeline.core.address import Address
    from pipeline.core.calendar import Month, Span
    from pipeline.core.finding import Fact, Facts
    from pipeline.core.schema import Urgency


class Details(TypedDict, total=False):
    """What a gap may say beside its code."""

    severity: Urgency | None
    facts: Facts
    division: str | None
    measure_no: str | None
    step_no: str | None
    window: Span | None
    days: int | None
    since: Month | None
    planned: Fact
    actual: Fact
    source: Address | None
    mark: str
    about: str | None


def make_gap(code: str, scene: Scene, one: Decided | None, **given: Unpack[Details]) -> Gap:
    """The gap of a duty (`one`), or of a division, measure or indicator where None.

    Its sentence may name any of the columns, beside what `facts` adds.
    """
    kind = scene.schema.gap(code)
    division = one.duty.division if one else given.get("division")
    measure_no = one.duty.step.measure_no if one else given.get("measure_no")
    step_no = one.duty.step.step_no if one else given.get("step_no")
    window, days = given.get("window"), given.get("days")
    act_by: date = scene.deadlines.act_by
    facts: Facts = {
        "division": division,
        "measure_no": measure_no,
        "step_no": step_no,
        "due_end": window.end if window else None,
        "days": days,
        "planned": given.get("planned"),
        "actual": given.get("actual"),
        "by": act_by,
        **given.get("facts", {}),
    }
    standing = one.case.standing if one else None
    return Gap(
        code=code,
        severity=given.get("severity") or kind.severity,
        audience=kind.audience,
        facts=facts,
        division=division,
        measure_no=measure_no,
        step_no=step_no,
        window=window,
        days=days,
        since=given.get("since"),
        planned=given.get("planned"),
        actual=given.get("actual"),
        owner=division,
        act_by=act_by,
        source=given.get("source") or (standing.source if standing else None),
        mark=given.get("mark", ""),
        about=given.get("about"),
    )
