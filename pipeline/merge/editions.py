"""What a form says of its own issue, held against the form that the plan gives today."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.edition import edition_of, mark_of, parse_edition
from pipeline.core.finding import Finding
from pipeline.merge.cells import show
from pipeline.merge.headings import Heading
from pipeline.merge.identity import read_month

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.core.calendar import Month
    from pipeline.core.edition import Edition
    from pipeline.core.raw import RawSheet
    from pipeline.merge.expected import Expected
    from pipeline.merge.rows import Row

FORM_SHEET = "_form"
# Columns of the hidden sheet: what is told of the form, and the rows that it was issued with.
_KEYS, _VALUES, _CODES, _MARKS = 1, 2, 4, 5


@dataclass(frozen=True, slots=True)
class Issued:
    """What a form says of its own issue; `str` gives its edition, or what it tells instead.

    `codes` are the codes of the steps that it was issued with, by the marks of their rows.
    """

    headings: Mapping[str, Heading] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def schema(self) -> str:
        """The version of the schema that the form was made by; empty where not told."""
        return self.text("schema")

    @property
    def month(self) -> Month | None:
        """The month that the form was issued for; None where not told."""
        return read_month(self.headings["month"], None) if "month" in self.headings else None

    @property
    def edition(self) -> Edition | None:
        """The edition that the form bears; None where it bears none."""
        return parse_edition(self.text("issue"))

    def text(self, key: str) -> str:
        """What is told under the key; empty where nothing is."""
        return self.headings[key].text if key in self.headings else ""

    def __str__(self) -> str:
        told = (self.schema, self.month) if self.edition is None else (self.edition,)
        return ".".join(str(one) for one in told if one)


def read_issued(form: RawSheet | None, file: str) -> Issued:
    """What the hidden sheet tells; nothing where the workbook has none."""
    if form is None:
        return Issued()
    headings = {
        key: Heading(value, Address(file, form.name, row, _VALUES))
        for row in sorted(form.rows)
        if isinstance(key := form.cell(row, _KEYS), str)
        and (value := form.cell(row, _VALUES)) is not None
    }
    rows = ((show(form.cell(row, _MARKS)), show(form.cell(row, _CODES))) for row in form.rows)
    return Issued(headings, {mark: code for mark, code in rows if mark and code})


def find_outdated(
    issued: Issued, division: str, here: Address, expected: Expected
) -> tuple[Finding, ...]:
    """The finding of a form of another version, month or plan; none where it tells nothing of it.

    `here` is the sheet, `division` whose it is where the form does not know.
    """
    version, month = expected.schema.version, expected.month
    stale = issued.schema not in ("", version) or issued.month not in (None, month)
    edition = issued.edition
    if not stale and edition is None:
        return ()
    known = expected.divisions.find(issued.text("division")) or division
    today = edition_of(expected.plan, expected.owed.get(known, ()), month, version)
    if not stale and edition == today:
        return ()
    facts = {"found": str(issued), "expected": str(today)}
    return (Finding("form_outdated", here, facts, division=division or None),)


def mark_as_issued(rows: Iterable[Row], issued: Issued) -> tuple[Row, ...]:
    """The rows, each with the code of the step whose planned texts it still has as issued."""
    if not issued.codes:
        return tuple(rows)
    return tuple(replace(row, issued_as=issued.codes.get(_mark(row))) for row in rows)


def _mark(row: Row) -> str:
    keys = ("measure_no", "measure", "step_no", "method", "period")
    return mark_of(*(row.text(key) for key in keys))
