"""What a sheet with a report table is: our form, or a table of measures as memos have it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

# What a memo's table leaves out and our form asks for; a table may add some of them.
_FORM_ALONE = ("step_no", "status", "acted_on", "evidence", "obstacle")
_SURELY_FORM, _PERHAPS_FORM = 4, 2
# What names the work; every other cell reports on it.
PLAN_SIDE = frozenset(
    {"division", "measure_no", "measure", "step_no", "method", "responsible", "period"}
)
# Where a table without such a column says it.
STAND_INS: Mapping[str, str] = {
    "acted_on": "result",
    "status": "result",
    "step_no": "method",
    "measure_no": "measure",
}


class Shape(StrEnum):
    """How a sheet's rows are to be read."""

    FORM = "form"
    TABLE = "table"


def shape_of(keys: Collection[str], has_block: Callable[[], bool]) -> Shape | None:
    """The shape of a table with those columns; None where it reports nothing.

    A form that has lost a column is a form still, and is asked for it; with more of them lost it
    is one where the form's block of labels stands above it, which `has_block` tells.
    """
    named = {"measure_no", "measure", "step_no", "method"}.intersection(keys)
    answered = {"status", "result", "acted_on", "evidence"}.intersection(keys)
    if not named or not answered:
        return None
    of_form = sum(key in keys for key in _FORM_ALONE)
    worded = not named.isdisjoint({"measure", "method"})
    if not worded or "result" not in keys or of_form >= _SURELY_FORM:
        return Shape.FORM
    return Shape.FORM if of_form >= _PERHAPS_FORM and has_block() else Shape.TABLE
