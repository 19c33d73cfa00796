"""The plan workbook's sheets as records, found by their names and headers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.finding import Finding
from pipeline.core.thai import fold
from pipeline.merge.cells import is_blank
from pipeline.merge.header import find_header
from pipeline.merge.header_words import HeaderWords
from pipeline.merge.records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.core.raw import RawSheet, RawWorkbook
    from pipeline.core.record import Record
    from pipeline.core.schema import SheetSchema
    from pipeline.merge.header import Header


@dataclass(frozen=True, slots=True)
class PlanSheets:
    """The records of each sheet by its key, absent where the workbook lacks the sheet."""

    records: Mapping[str, tuple[Record, ...]]
    findings: tuple[Finding, ...]


def is_plan(workbook: RawWorkbook, schemas: Sequence[SheetSchema]) -> bool:
    """Whether the workbook has most of the sheets that a plan must have."""
    required = [one for one in schemas if one.required]
    found = sum(_find(workbook, one) is not None for one in required)
    return found > len(required) / 2


def read_plan_sheets(
    workbook: RawWorkbook, schemas: Sequence[SheetSchema], file: str
) -> PlanSheets:
    """The plan's sheets; a required sheet or header that is missing is a finding.

    Other sheets may be absent or blank. Columns that are not ours are the analyst's own.
    """
    records: dict[str, tuple[Record, ...]] = {}
    findings: list[Finding] = []
    for schema in schemas:
        sheet = _find(workbook, schema)
        words = HeaderWords(schema.columns)
        header = find_header(sheet, words, fewest=_fewest(schema)) if sheet else None
        if sheet is None or header is None:
            if schema.required or (sheet is not None and _filled(sheet)):
                findings.append(_missing(file, sheet, schema))
            continue
        findings += _header_faults(Address(file, sheet.name), header)
        records[schema.key], _ = read_records(sheet, header, words, file)
    return PlanSheets(records, tuple(findings))


def _fewest(schema: SheetSchema) -> int:
    return min(2, max(1, sum(column.required for column in schema.columns)))


def _find(workbook: RawWorkbook, schema: SheetSchema) -> RawSheet | None:
    names = {fold(name) for name in schema.names}
    return next((sheet for sheet in workbook.sheets if fold(sheet.name) in names), None)


def _filled(sheet: RawSheet) -> bool:
    return any(not is_blank(value) for cells in sheet.rows.values() for value in cells)


def _missing(file: str, sheet: RawSheet | None, schema: SheetSchema) -> Finding:
    where = Address(file, sheet.name if sheet else None)
    return Finding("header_missing", where, {"header": schema.names[0]})


def _header_faults(here: Address, header: Header) -> Iterator[Finding]:
    for column in header.missing:
        yield Finding("header_missing", here, {"header": column.headers[0]})
    for place, text in header.repeated:
        yield Finding("header_duplicated", here.at(header.row, place), {"header": text})
