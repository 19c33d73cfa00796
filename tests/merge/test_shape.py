from __future__ import annotations

import pytest

from pipeline.merge.shape import Shape, shape_of

MEMO = "measure method responsible period result recommendation"
FORM = "measure_no measure step_no method status acted_on result evidence obstacle recommendation"


def shape(keys: str, *, block: bool = False) -> Shape | None:
    return shape_of(keys.split(), lambda: block)


@pytest.mark.parametrize("block", [True, False])
@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (FORM, Shape.FORM),
        (FORM.replace("step_no ", ""), Shape.FORM),
        (FORM.replace("result ", ""), Shape.FORM),
        (MEMO, Shape.TABLE),
        (f"measure_no {MEMO} evidence", Shape.TABLE),
        ("method result recommendation", Shape.TABLE),
        ("measure_no step_no status result", Shape.FORM),
        ("measure method responsible period", None),
        ("status result evidence", None),
    ],
)
def test_what_a_table_is_by_its_columns(keys: str, found: Shape | None, *, block: bool) -> None:
    assert shape(keys, block=block) is found


@pytest.mark.parametrize("lost", ["status acted_on", "evidence obstacle step_no"])
def test_a_form_that_lost_columns_is_known_by_its_block(lost: str) -> None:
    left = " ".join(key for key in FORM.split() if key not in lost.split())
    assert shape(left, block=True) is Shape.FORM
    assert shape(left, block=False) is Shape.TABLE
