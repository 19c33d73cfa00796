"""What tells one issue of a form from others: its schema, its month, the plan it was made from."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.calendar import Month

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.core.plan import Plan, Step

_LENGTH = 8
_EDITION = re.compile(r"(.+)\.([0-9]{4})-(0[1-9]|1[0-2])\.([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Edition:
    """An issue of a form; `plan` is a short digest of the rows that the plan gives it."""

    schema: str
    month: Month
    plan: str

    def __str__(self) -> str:
        return f"{self.schema}.{self.month}.{self.plan}"


def parse_edition(text: str) -> Edition | None:
    """The edition that `str` printed; None for other text."""
    found = _EDITION.fullmatch(text.strip())
    if found is None:
        return None
    schema, year, month, plan = found.groups()
    return Edition(schema, Month(int(year), int(month)), plan)


def edition_of(plan: Plan, steps: Iterable[Step], month: Month, schema_version: str) -> Edition:
    """The edition of a form with those steps made from the plan today."""
    lines = [f"{step.code}\x1f{row_mark(step, _title(plan, step))}" for step in steps]
    return Edition(schema_version, month, _short("\x1e".join(lines)))


def row_mark(step: Step, title: str) -> str:
    """A short digest of what the form prints of the plan in the step's row."""
    return mark_of(step.measure_no, title, step.step_no, step.method, step.period.text)


def mark_of(measure_no: str, measure: str, step_no: str, method: str, period: str) -> str:
    """A short digest of a row's planned texts; line ends and blanks at the ends do not count."""
    texts = (measure_no, measure, step_no, method, period)
    return _short("\x1f".join(one.replace("\r\n", "\n").strip() for one in texts))


def _title(plan: Plan, step: Step) -> str:
    measure = plan.measure(step.measure_no)
    return measure.title if measure else ""


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
