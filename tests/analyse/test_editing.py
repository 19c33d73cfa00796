from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.analyse.analysing import analyse
from pipeline.core.duty import Status
from tests.analyse.office import (
    DIVISION,
    MONTH,
    first_duty,
    make_plan,
    make_scene,
    make_step,
    report,
    said,
    spans,
)
from tests.tables import past_of

PLAN = make_plan(make_step("ม.ค. - ก.ย. ๖๖"))
KEY = first_duty(PLAN).key
BEFORE = {
    "acted_on": spans("2023-02-15"),
    "result": "จัดประชุม ๒ ครั้ง",
    "evidence": "คำสั่งที่ 1/2566",
    "progress": 40.0,
    "spent": 500.0,
}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"acted_on": spans("2023-02-15, 2023-03-01")}, []),
        ({"acted_on": spans("2023-03-01")}, ["acted_on"]),
        ({"acted_on": ()}, ["acted_on"]),
        ({"result": "จัดประชุม 2 ครั้ง และอบรม"}, []),
        ({"result": "จัดประชุม ๓ ครั้ง"}, ["result"]),
        ({"result": ""}, ["result"]),
        ({"evidence": "คำสั่งที่ 1/2566, ภาพถ่าย"}, []),
        ({"evidence": "คำสั่งที่ 2/2566"}, ["evidence"]),
        ({"progress": 60.0, "spent": 900.0}, []),
        ({"progress": 30.0, "spent": None}, ["progress", "spent"]),
        ({"status": Status.NOT_STARTED, "evidence": ""}, ["status", "evidence"]),
        ({"status": Status.DONE}, []),
    ],
)
def test_what_a_report_tells_otherwise_of_earlier_months(
    changes: dict[str, object], fields: list[str]
) -> None:
    before = said(Status.CONTINUING, month=MONTH.plus(-1), **BEFORE)
    now = said(**({"status": Status.CONTINUING} | BEFORE | changes))  # type: ignore[arg-type]
    scene = make_scene(PLAN, report(accepted={KEY: now}), past=past_of({KEY: before}))
    edits = analyse(scene).compared.edits
    assert [one.field for one in edits] == fields
    assert {(one.division, one.measure_no, one.step_no, one.since) for one in edits} <= {
        (DIVISION, "1", "1", MONTH.plus(-1))
    }


@pytest.mark.parametrize(("result", "fields"), [("อบรมรุ่นแรกแล้ว", []), ("", ["result"])])
def test_how_unfinished_work_stands_may_be_told_anew(result: str, fields: list[str]) -> None:
    before = said(Status.IN_PROGRESS, month=MONTH.plus(-1), result="เตรียมอบรม")
    now = said(Status.IN_PROGRESS, result=result)
    scene = make_scene(PLAN, report(accepted={KEY: now}), past=past_of({KEY: before}))
    assert [one.field for one in analyse(scene).compared.edits] == fields


def test_what_was_told_of_the_step_before_is_explained_by_the_plan() -> None:
    step = make_step("ม.ค. - ก.ย. ๖๖", replaces="1.9", valid_from=MONTH.first)
    before = said(Status.CONTINUING, month=MONTH.plus(-1), **BEFORE)
    now = said(Status.CONTINUING, result="งานใหม่")
    for one, fields in ((step, []), (replace(step, replaces=""), ["acted_on", "result"])):
        scene = make_scene(make_plan(one), report(accepted={KEY: now}), past=past_of({KEY: before}))
        found = [edit.field for edit in analyse(scene).compared.edits]
        assert found[: len(fields) or None] == fields


def test_silence_edits_nothing() -> None:
    before = said(Status.CONTINUING, month=MONTH.plus(-1), **BEFORE)
    scene = make_scene(PLAN, report(submitted=()), past=past_of({KEY: before}))
    assert analyse(scene).compared.edits == ()
