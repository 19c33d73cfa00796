"""Workbooks as returns: whose report, of which month, with which rows; or why not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from pipeline.core.address import Address, column_letters
from pipeline.core.dates import parse_day
from pipeline.core.finding import Finding, Reading
from pipeline.core.raw import Visibility
from pipeline.core.thai import fold
from pipeline.merge.cells import broken
from pipeline.merge.header import Header, HeaderWords
from pipeline.merge.headings import Heading, read_headings
from pipeline.merge.identity import Identity, identify
from pipeline.merge.records import is_blank, read_records
from pipeline.merge.rows import Row, type_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.core.calendar import Month
    from pipeline.core.names import NameBook
    from pipeline.core.plan import Plan
    from pipeline.core.raw import RawSheet, RawWorkbook
    from pipeline.core.received import Received
    from pipeline.core.schema import MeasureSchema

FORM_SHEET = "_form"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a workbook is held against: the plan, the month, the names and the schema."""

    plan: Plan
    month: Month
    divisions: NameBook
    organisations: NameBook
    schema: MeasureSchema


@dataclass(frozen=True, slots=True)
class Return:
    """One division's report for one month, as one sheet of a workbook gives it.

    `nil`: the division says nothing new this month. `columns` are the sheet's, `place` is its
    place among the workbook's sheets.
    """

    received: Received
    sheet: str
    identity: Identity
    columns: Mapping[str, int]
    headings: Mapping[str, Heading]
    rows: tuple[Row, ...]
    nil: bool = False
    place: int = 0

    @property
    def division(self) -> str:
        """The plan's name of the division."""
        return self.identity.division

    @property
    def reported_on(self) -> date | None:
        """The date of report that the division typed; None where blank or not one day."""
        if "reported_on" not in self.headings:
            return None
        value = self.headings["reported_on"].value
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else parse_day(self.heading("reported_on"))

    @property
    def revision(self) -> int:
        """The form's revision as issued; 0 where it says none."""
        typed = self.heading("revision")
        return int(typed) if typed.isdecimal() else 0

    def heading(self, key: str) -> str:
        """What stands beside a label above the table; empty where blank or absent."""
        return self.headings[key].text if key in self.headings else ""

    def address(self, key: str) -> Address:
        """The cell of a label's value; the sheet where the label is absent."""
        file = self.received.name
        return self.headings[key].where if key in self.headings else Address(file, self.sheet)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a workbook gave: its returns, or the finding that refuses it, and all that came up."""

    returns: tuple[Return, ...] = ()
    refusal: Finding | None = None
    findings: tuple[Finding, ...] = ()
    readings: tuple[Reading, ...] = ()
    division: str | None = None


@dataclass(slots=True)
class _Pile:
    """Collects over the sheets of one workbook."""

    returns: list[Return] = field(default_factory=list)
    refusals: list[Finding] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    division: str | None = None


def take_workbook(received: Received, workbook: RawWorkbook, expected: Expected) -> Taken:
    """The returns of a workbook's visible sheets; refused when none can be taken.

    Sheets without a report table are passed over where another sheet has one; hidden ones with
    such a table are listed.
    """
    words = HeaderWords(expected.schema.columns)
    tables = [
        (place, sheet, header)
        for place, sheet in enumerate(workbook.sheets)
        if sheet.name != FORM_SHEET and (header := _report_header(sheet, words)) is not None
    ]
    form = next((one for one in workbook.sheets if one.name == FORM_SHEET), None)
    pile = _Pile()
    for place, sheet, header in tables:
        source = _SheetIn(received, sheet, header, form, place)
        if sheet.visibility is Visibility.VISIBLE:
            _take_sheet(source, words, expected, pile)
        else:
            pile.readings.append(Reading(source.here, sheet.name, "", "row_passed_over"))
    if not pile.returns and not pile.refusals:
        pile.refusals.append(Finding("form_not_found", Address(received.name)))
        pile.findings.extend(pile.refusals)
    return Taken(
        tuple(pile.returns),
        None if pile.returns else pile.refusals[0],
        tuple(pile.findings),
        tuple(pile.readings),
        pile.division,
    )


@dataclass(frozen=True, slots=True)
class _SheetIn:
    """A sheet with a report table; `place` is its place in the workbook."""

    received: Received
    sheet: RawSheet
    header: Header
    form: RawSheet | None
    place: int

    @property
    def here(self) -> Address:
        return Address(self.received.name, self.sheet.name)

    def header_cell(self, column: int) -> Address:
        return self.here.at(self.header.row, column)


def _report_header(sheet: RawSheet, words: HeaderWords) -> Header | None:
    """The header of a report: it names a step and something the division fills."""
    header = words.find(sheet)
    if header is None:
        return None
    found = header.columns.keys()
    plan_side = found & {"measure_no", "measure", "step_no", "method"}
    return header if plan_side and found & {"status", "result", "acted_on", "evidence"} else None


def _take_sheet(source: _SheetIn, words: HeaderWords, expected: Expected, pile: _Pile) -> None:
    file, sheet, header = source.received.name, source.sheet, source.header
    headings = _headings(source, expected)
    identity = identify(headings, _title(source), source.here, expected)
    faults = [*_header_faults(source), *identity.faults]
    pile.division = pile.division or identity.division or None
    pile.findings += [*faults, *_broken_headings(headings)]
    if faults:
        pile.refusals.extend(faults)
        return
    records, merged = read_records(sheet, header, words, file)
    rows, listed = type_rows(records, expected.schema, expected.plan.fiscal_year)
    pile.findings += [*_unknown_columns(source, rows), *listed.findings]
    pile.readings += [
        *identity.readings,
        *_header_aliases(source, expected),
        *merged,
        *listed.readings,
    ]
    nil = _is_nil(headings, expected.schema)
    columns = header.columns
    pile.returns.append(
        Return(source.received, sheet.name, identity, columns, headings, rows, nil, source.place)
    )


def _headings(source: _SheetIn, expected: Expected) -> Mapping[str, Heading]:
    """The block above the table; what it lacks is taken from the hidden `_form` sheet."""
    labels, file = expected.schema.headings, source.received.name
    visible = read_headings(source.sheet, source.header.row, labels, file)
    if source.form is None:
        return visible
    hidden = {
        key: Heading(value, Address(file, FORM_SHEET, row, 2))
        for row in sorted(source.form.rows)
        if isinstance(key := source.form.cell(row, 1), str)
        and (value := source.form.cell(row, 2)) is not None
    }
    typed = {key: heading for key, heading in visible.items() if heading.text}
    return {**visible, **hidden, **typed}


def _title(source: _SheetIn) -> list[tuple[Address, str]]:
    """The texts above the table."""
    return [
        (source.here.at(row, column), value)
        for row in sorted(source.sheet.rows)
        if row < source.header.row
        for column, value in enumerate(source.sheet.rows[row], start=1)
        if isinstance(value, str)
    ]


def _broken_headings(headings: Mapping[str, Heading]) -> list[Finding]:
    found = (broken(heading.value, heading.where) for heading in headings.values())
    return [problem for problem in found if problem is not None]


def _header_faults(source: _SheetIn) -> list[Finding]:
    missing = [
        Finding("header_missing", source.here, {"header": column.headers[0]})
        for column in source.header.missing
    ]
    repeated = [
        Finding("header_duplicated", source.header_cell(column), {"header": text})
        for column, text in source.header.repeated
    ]
    return [*missing, *repeated]


def _header_aliases(source: _SheetIn, expected: Expected) -> list[Reading]:
    keys = {column: key for key, column in source.header.columns.items()}
    return [
        Reading(
            source.header_cell(column),
            text,
            expected.schema.column(keys[column]).headers[0],
            "header_alias",
        )
        for column, text in source.header.aliased
    ]


def _unknown_columns(source: _SheetIn, rows: Sequence[Row]) -> list[Finding]:
    """Columns in which something stands beside the rows, and whose header is not ours."""
    header = source.header
    texts = dict(header.unknown)
    numbers = [row.record.where.row or 0 for row in rows]
    wide = range(1, max(map(len, source.sheet.rows.values()), default=0) + 1)
    return [
        Finding(
            "column_unknown",
            source.header_cell(column),
            {"header": texts.get(column, column_letters(column))},
        )
        for column in wide
        if column not in header.columns.values()
        and any(not is_blank(source.sheet.cell(number, column)) for number in numbers)
    ]


def _is_nil(headings: Mapping[str, Heading], schema: MeasureSchema) -> bool:
    typed = headings["nil"].text if "nil" in headings else ""
    return fold(typed) in {fold(word) for word in schema.choices["nil"]["nothing_new"]}
