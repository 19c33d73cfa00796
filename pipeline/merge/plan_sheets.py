"""The plan workbook's sheets as records, found by their names and headers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.finding import Finding
from pipeline.core.thai import fold
from pipeline.merge.header import HeaderWords
from pipeline.merge.records import read_records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.core.raw import RawSheet, RawWorkbook
    from pipeline.core.record import Record
    from pipeline.core.schema import SheetSchema


@dataclass(frozen=True, slots=True)
class PlanSheets:
    """The records of each sheet by its key, absent where the workbook lacks the sheet."""

    records: Mapping[str, tuple[Record, ...]]
    findings: tuple[Finding, ...]


def is_plan(workbook: RawWorkbook, schemas: Sequence[SheetSchema]) -> bool:
    """Whether the workbook has every sheet that a plan must have."""
    return all(_find(workbook, one) is not None for one in schemas if one.required)


def read_plan_sheets(
    workbook: RawWorkbook, schemas: Sequence[SheetSchema], file: str
) -> PlanSheets:
    """The plan's sheets; a missing required sheet or header is a finding, the rest has defaults."""
    records: dict[str, tuple[Record, ...]] = {}
    findings: list[Finding] = []
    for schema in schemas:
        sheet = _find(workbook, schema)
        words = HeaderWords(schema.columns)
        fewest = sum(column.required for column in schema.columns) or 1
        header = words.find(sheet, fewest=min(fewest, 2)) if sheet else None
        if sheet is None or header is None:
            if schema.required:
                findings.append(_missing(file, sheet, schema.names[0]))
            continue
        findings += [
            Finding("header_missing", Address(file, sheet.name), {"header": column.headers[0]})
            for column in header.missing
        ]
        records[schema.key], _ = read_records(sheet, header, words, file)
    return PlanSheets(records, tuple(findings))


def _find(workbook: RawWorkbook, schema: SheetSchema) -> RawSheet | None:
    names = {fold(name) for name in schema.names}
    return next((sheet for sheet in workbook.sheets if fold(sheet.name) in names), None)


def _missing(file: str, sheet: RawSheet | None, name: str) -> Finding:
    where = Address(file, sheet.name if sheet else None)
    return Finding("header_missing", where, {"header": name})
