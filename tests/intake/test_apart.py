from __future__ import annotations

import time

import pytest

from pipeline.intake.apart import Done, Late, Terms, map_apart
from tests.intake import tasks

TERMS = Terms(jobs=2, seconds=3, memory_mb=700)


def test_no_items_start_no_child() -> None:
    assert list(map_apart(tasks.double, [], TERMS)) == []


@pytest.mark.parametrize("jobs", [0, 1, 2, 3])
def test_answers_come_in_the_order_of_the_items_for_any_jobs(jobs: int) -> None:
    terms = Terms(jobs=jobs, seconds=10, memory_mb=700)
    answers = list(map_apart(tasks.double, list(range(203)), terms))
    assert answers == [Done(number * 2) for number in range(203)]


@pytest.mark.parametrize("what", ["abort", "exit", "hang", "loop", "eat", "system_exit", "panic"])
def test_one_that_misbehaves_costs_its_own_answer_and_no_other(what: str) -> None:
    start = time.monotonic()
    items = ["a", "b", what, "c", "d", "e", "f", "g", "h", "i"]
    answers = list(map_apart(tasks.misbehave, items, TERMS))
    lost = Late() if what in ("hang", "loop") else None
    expected = [lost if item == what else Done(item) for item in items]
    assert answers == expected
    assert time.monotonic() - start < 20


def test_a_result_that_does_not_pickle_is_no_answer() -> None:
    assert list(map_apart(tasks.cannot_pickle, ["a", "b"], TERMS)) == [None, None]


@pytest.mark.parametrize("count", [1, 30])
def test_children_import_no_data_frames(count: int) -> None:
    answers = list(map_apart(tasks.heavy_modules, ["x"] * count, TERMS))
    assert answers == [Done([])] * count


def test_few_items_have_one_child_and_it_stays() -> None:
    answers = list(map_apart(tasks.process_number, ["x"] * 7, TERMS))
    assert len({answer.value for answer in answers if isinstance(answer, Done)}) == 1


def test_a_child_holds_to_its_memory() -> None:
    terms = Terms(jobs=1, seconds=10, memory_mb=300)
    assert list(map_apart(tasks.memory_limit, ["x"], terms)) == [Done(300 * 1024 * 1024)]


@pytest.mark.parametrize(("jobs", "share"), [(1, 700), (2, 400), (3, 266), (50, 160)])
def test_children_side_by_side_share_what_a_run_may_take(jobs: int, share: int) -> None:
    terms = Terms(jobs=jobs, seconds=10, memory_mb=700)
    answers = map_apart(tasks.memory_limit, ["x"] * 30, terms)
    limits = {one.value for one in answers if isinstance(one, Done)}
    assert limits == {share * 1024 * 1024}


def test_what_wants_more_than_its_share_is_tried_once_more_alone() -> None:
    sizes = [1, 500, 2, 3, 800, 4, 5, 600, 6, 7, 8, 9]
    terms = Terms(jobs=2, seconds=20, memory_mb=700)
    answers = list(map_apart(tasks.take, sizes, terms))
    assert answers == [None if size == 800 else Done(size) for size in sizes]


def test_what_a_child_says_is_not_shown(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(map_apart(tasks.speak, ["x"], TERMS)) == [Done(None)]
    assert capfd.readouterr() == ("", "")


def test_a_reading_that_is_broken_off_leaves_no_child() -> None:
    answers = map_apart(tasks.double, list(range(1000)), TERMS)
    assert next(answers) == Done(0)
    start = time.monotonic()
    answers.close()
    assert time.monotonic() - start < 5
