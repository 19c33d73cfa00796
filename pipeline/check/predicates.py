"""A rule's conditions as masks over the table."""

from __future__ import annotations

import re
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.core.dates import DATE_SIGNS
from pipeline.core.schema import Predicate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.core.schema import Condition, Rule

# The values of a column are of any type until its predicate has asked for one.
Column = Any


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


# A text without any of these names no day.
_DATED: str = _any_of(DATE_SIGNS)

# Of the column, what was typed, and the condition's argument.
_TRUTHS: dict[Predicate, Callable[[Column, Column, Any], Column]] = {
    Predicate.BLANK: lambda _, typed, wanted: typed.isna() == wanted,
    Predicate.FILLED: lambda _, typed, wanted: typed.notna() == wanted,
    Predicate.UNREADABLE: lambda column, typed, wanted: (typed.notna() & column.isna()) == wanted,
    Predicate.EQUALS: lambda column, _, wanted: column == wanted,
    Predicate.IN_LIST: lambda column, _, words: column.isin(words),
    Predicate.OUTSIDE: lambda column, _, limits: (column < limits[0]) | (column > limits[1]),
    Predicate.ABOVE: lambda column, _, limit: column > limit,
    Predicate.BELOW: lambda column, _, limit: column < limit,
    Predicate.LONGER: lambda column, _, limit: column.str.len() > limit,
    Predicate.CONTAINS: lambda column, _, text: column.str.contains(text, regex=False),
    Predicate.MATCHES: lambda column, _, pattern: column.str.contains(pattern, regex=True),
    Predicate.HOLDS: lambda column, _, words: column.str.contains(_any_of(words), regex=True),
    Predicate.LACKS: lambda column, _, words: ~column.str.contains(_any_of(words), regex=True),
    Predicate.OPENS: lambda column, _, words: _bare(column).str.startswith(words),
    Predicate.IS: lambda column, _, words: _bare(column).isin(words),
    Predicate.DATELESS: lambda column, _, wanted: (
        ~column.str.contains(_DATED, regex=True) == wanted
    ),
}


def _bare(column: Column) -> Column:
    """The texts without the marks and blanks that an item begins with."""
    return column.str.replace("[-\u00a0 ]+", " ", regex=True).str.strip(" ")


def breaks(frame: pd.DataFrame, rule: Rule, field: str) -> pd.Series[bool]:
    """Rows that the rule speaks of: all conditions of any of its cases hold; never NA.

    `field` stands for `*` in the rule's conditions.
    """
    cases = (
        reduce(and_, (holds(frame, condition, field) for condition in case)) for case in rule.cases
    )
    return reduce(or_, cases)


def holds(frame: pd.DataFrame, condition: Condition, field: str) -> pd.Series[bool]:
    """Rows of which the condition is true; a blank value makes all but `blank` false."""
    key = field if condition.field == "*" else condition.field
    column: Column = frame[key]
    typed: Column = frame.get(f"{key}_typed", column)
    truth = _TRUTHS[condition.predicate](column, typed, condition.argument)
    return pd.Series(truth, index=frame.index).fillna(value=False).astype(bool)
