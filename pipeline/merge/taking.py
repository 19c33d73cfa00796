"""Workbooks as returns: whose report, of which month, with which rows; or why not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.finding import Finding, Reading
from pipeline.core.raw import Visibility
from pipeline.core.received import Basis
from pipeline.core.thai import fold
from pipeline.merge.agreeing import find_disagreements, find_strange_sender
from pipeline.merge.cells import broken
from pipeline.merge.dividing import divide
from pipeline.merge.editions import FORM_SHEET, find_outdated, mark_as_issued, read_issued
from pipeline.merge.expected import DIVISION_COLUMN
from pipeline.merge.header import find_header
from pipeline.merge.headings import Heading, read_headings
from pipeline.merge.hints import hinted_division
from pipeline.merge.identity import Identity, identify_division, identify_office
from pipeline.merge.listed import Listed
from pipeline.merge.markup import without_markup
from pipeline.merge.moving import move_rows
from pipeline.merge.records import read_records
from pipeline.merge.returns import Return
from pipeline.merge.rows import type_rows
from pipeline.merge.shape import Shape, shape_of
from pipeline.merge.sheet_in import (
    SheetIn,
    find_further_table,
    find_header_faults,
    find_unknown_columns,
    list_aliases,
)
from pipeline.merge.table import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.core.raw import RawSheet, RawWorkbook
    from pipeline.core.received import Received
    from pipeline.core.schema import MeasureSchema
    from pipeline.merge.dividing import Owned
    from pipeline.merge.editions import Issued
    from pipeline.merge.expected import Expected
    from pipeline.merge.rows import Row

# The labels above the table by which a form is known that has lost some of its columns.
FORM_BLOCK = {"division", "month"}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a workbook gave: its returns, or the finding that refuses it, and all that came up."""

    returns: tuple[Return, ...] = ()
    refusal: Finding | None = None
    findings: tuple[Finding, ...] = ()
    readings: tuple[Reading, ...] = ()
    division: str | None = None
    basis: Basis | None = None


@dataclass(slots=True)
class _Pile:
    """Collects over the sheets of one workbook."""

    returns: list[Return] = field(default_factory=list)
    refusals: list[Finding] = field(default_factory=list)
    listed: Listed = field(default_factory=Listed)
    division: str | None = None
    basis: Basis | None = None


def take_workbook(received: Received, workbook: RawWorkbook, expected: Expected) -> Taken:
    """The returns of a workbook's visible sheets; refused when none can be taken.

    Sheets without a report table are passed over where another sheet has one; hidden ones with
    such a table are listed.
    """
    form = next((one for one in workbook.sheets if one.name == FORM_SHEET), None)
    issued = read_issued(form, received.name)
    pile = _Pile()
    for place, sheet in enumerate(workbook.sheets):
        if sheet.name == FORM_SHEET:
            continue
        shown, markup = without_markup(sheet, Address(received.name, sheet.name))
        source = _find_table(received, shown, (issued, place), expected)
        if source is None:
            continue
        if sheet.visibility is Visibility.VISIBLE:
            pile.listed.readings += markup
            _take_sheet(source, expected, pile)
        else:
            reading = Reading(source.here, sheet.name, "", "row_passed_over")
            pile.listed.readings.append(reading)
    if not pile.returns and not pile.refusals:
        pile.refusals.append(Finding("form_not_found", Address(received.name)))
        pile.listed.findings.extend(pile.refusals)
    divisions = tuple(dict.fromkeys(one.division for one in pile.returns))
    pile.listed.findings += find_strange_sender(received, divisions, expected)
    return Taken(
        tuple(pile.returns),
        None if pile.returns else pile.refusals[0],
        tuple(pile.listed.findings),
        tuple(pile.listed.readings),
        pile.division,
        pile.basis,
    )


def _find_table(
    received: Received, sheet: RawSheet, where: tuple[Issued, int], expected: Expected
) -> SheetIn | None:
    """The sheet with its header, where it has a report; `where` is its form and place."""
    header = find_header(sheet, expected.words)
    if header is None:
        return None
    labels = expected.schema.headings

    def has_block() -> bool:
        return read_headings(sheet, header.row, labels, received.name).keys() >= FORM_BLOCK

    shape = shape_of(header.columns.keys(), has_block)
    issued, place = where
    return None if shape is None else SheetIn(received, sheet, header, shape, issued, place)


def _take_sheet(source: SheetIn, expected: Expected, pile: _Pile) -> None:
    headings = _headings(source, expected)
    read = _read_sheet(source, headings, expected)
    pile.division = pile.division or read.division
    pile.basis = pile.basis or read.basis
    pile.listed.add(read.listed)
    pile.refusals += read.faults
    if read.faults:
        pile.listed.findings += [*read.faults, *_broken_headings(headings)]
        return
    nil = _is_nil(headings, expected.schema)
    pile.returns += [
        Return(
            received=source.received,
            sheet=source.sheet.name,
            division=division,
            columns=source.header.columns,
            headings=headings,
            rows=rows,
            nil=nil,
            place=source.place,
            shape=source.shape,
        )
        for division, rows in read.rows.items()
    ]


@dataclass(frozen=True, slots=True)
class _Read:
    """What a sheet says: each division's rows, or the faults for which it is not taken."""

    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()
    listed: Listed = field(default_factory=Listed)
    division: str | None = None
    basis: Basis | None = None


def _read_sheet(source: SheetIn, headings: Mapping[str, Heading], expected: Expected) -> _Read:
    office = identify_office(headings, _title(source), source.here, expected)
    column = _column_of_divisions(source, headings)
    whose = _whose(source, headings, expected) if column is None else Identity(basis=Basis.ROWS)
    faults = (
        *find_header_faults(source),
        *find_further_table(source, expected.words),
        *office.faults,
        *whose.faults,
    )
    if faults:
        division, basis = _seemingly(whose, source, expected)
        return _Read(faults=faults, division=division, basis=basis)
    file = source.received.name
    records, merged = read_records(source.sheet, source.header, expected.words, file)
    listed = Listed(
        _broken_headings(headings),
        [*office.readings, *whose.readings, *list_aliases(source, expected), *merged],
    )
    owned: list[Owned] = [(record, (whose.division,)) for record in records]
    questions = Listed()
    if column is not None:
        owned, questions = divide(records, column, headings.get("division"), expected)
    listed.add(questions)
    if questions.findings and not any(names for _, names in owned):
        return _Read(faults=tuple(questions.findings), listed=Listed(readings=listed.readings))
    listed.findings += find_unknown_columns(source, records)
    rows, more = _rows(owned, source.shape, expected)
    listed.add(more)
    if source.shape is Shape.FORM:
        rows = _today(rows, source, expected, listed)
        division = next(iter(rows), whose.division)
        listed.findings += find_outdated(source.issued, division, source.here, expected)
    if column is None:
        listed.findings += find_disagreements(source, whose, expected)
        rows = rows or {whose.division: ()}
    return _Read(rows, (), listed, basis=whose.basis)


def _seemingly(
    whose: Identity, source: SheetIn, expected: Expected
) -> tuple[str | None, Basis | None]:
    """Whose a sheet is that is not taken: as it says, else as the form was issued."""
    issued = source.issued.headings.get("division")
    told = expected.divisions.find(issued.text) if issued else None
    if whose.division or told is None:
        return whose.division or None, whose.basis
    return told, Basis.FORM


def _whose(source: SheetIn, headings: Mapping[str, Heading], expected: Expected) -> Identity:
    hinted = hinted_division(source.received, expected.senders, expected.divisions)
    return identify_division(headings, source.here, expected, hinted)


def _today(
    rows: Mapping[str, tuple[Row, ...]], source: SheetIn, expected: Expected, listed: Listed
) -> Mapping[str, tuple[Row, ...]]:
    """Each division's rows of a form where today's plan has them; `listed` is added to."""
    found: dict[str, tuple[Row, ...]] = {}
    for division, own in rows.items():
        marked = mark_as_issued(own, source.issued)
        found[division], more = move_rows(marked, division, expected)
        listed.add(more)
    return found


def _rows(
    owned: Sequence[Owned], shape: Shape, expected: Expected
) -> tuple[Mapping[str, tuple[Row, ...]], Listed]:
    """Each division's rows of the sheet."""
    if shape is Shape.TABLE:
        return read_table(owned, expected)
    year = expected.plan.fiscal_year
    typed, listed = type_rows([record for record, _ in owned], expected.schema, year)
    names = {record.where.row: divisions for record, divisions in owned}
    rows: dict[str, list[Row]] = {name: [] for own in names.values() for name in own}
    for row in typed:
        for name in names[row.record.where.row]:
            rows[name].append(row)
    return {name: tuple(own) for name, own in rows.items()}, listed


def _column_of_divisions(source: SheetIn, headings: Mapping[str, Heading]) -> str | None:
    """The column that says whose each row is; None where the heading says it for the sheet."""
    columns = source.header.columns
    if DIVISION_COLUMN in columns:
        return DIVISION_COLUMN
    told = "division" in headings and headings["division"].text
    wanted = source.shape is Shape.TABLE or not told
    return "responsible" if wanted and "responsible" in columns else None


def _headings(source: SheetIn, expected: Expected) -> Mapping[str, Heading]:
    """The block above the table; what it lacks is taken from the hidden `_form` sheet."""
    labels, file = expected.schema.headings, source.received.name
    visible = read_headings(source.sheet, source.header.row, labels, file)
    typed = {key: heading for key, heading in visible.items() if heading.text}
    return {**visible, **source.issued.headings, **typed}


def _title(source: SheetIn) -> list[tuple[Address, str]]:
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


def _is_nil(headings: Mapping[str, Heading], schema: MeasureSchema) -> bool:
    typed = headings["nil"].text if "nil" in headings else ""
    return fold(typed) in {fold(word) for word in schema.choices["nil"]["nothing_new"]}
