from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.core.problem import PipelineError
from pipeline.run.demo import prepare_demo
from pipeline.run.workspace import Places
from tests.door import AS_OF, MONTH, ROOT, workspace

if TYPE_CHECKING:
    from pathlib import Path


def test_in_its_own_repository_the_demo_is_an_ordinary_workspace() -> None:
    places = Places(ROOT)
    ready = prepare_demo(places)
    assert ready.places == places
    assert (str(ready.example.month), ready.example.as_of.isoformat()) == (MONTH, AS_OF)


def test_in_a_copy_of_the_workspace_the_demo_uses_that_copy(tmp_path: Path) -> None:
    places = Places(workspace(tmp_path))
    assert prepare_demo(places).places == places


def test_elsewhere_the_example_is_read_from_where_it_is(tmp_path: Path) -> None:
    ready = prepare_demo(Places(tmp_path))
    assert ready.places.plan == ROOT / "workbooks" / "plan-2566.xlsx"
    assert ready.places.inbox == ROOT / "workbooks" / "inbox" / MONTH
    assert ready.places.out is None
    assert ready.places.workspace == tmp_path


@pytest.mark.parametrize("own", ["workbooks/plan-2566.xlsx", "ita.toml"])
def test_an_office_s_own_workspace_is_not_mixed_with_the_example(tmp_path: Path, own: str) -> None:
    path = tmp_path / own
    path.parent.mkdir(exist_ok=True)
    path.write_text("", encoding="utf-8")
    with pytest.raises(PipelineError) as problem:
        prepare_demo(Places(tmp_path))
    assert problem.value.key == "demo_elsewhere"
    ready = prepare_demo(Places(tmp_path, out=tmp_path / "out"))
    assert ready.places.out == tmp_path / "out"
    assert ready.places.inbox == ROOT / "workbooks" / "inbox" / MONTH
