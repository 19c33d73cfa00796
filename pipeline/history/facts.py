"""Findings as JSON text and back, every fact with its type."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pipeline.core.address import Address
from pipeline.core.calendar import FiscalYear, Month, Span, parse_span
from pipeline.core.finding import Finding, Word

if TYPE_CHECKING:
    from pipeline.core.finding import Fact


def format_finding(finding: Finding) -> str:
    """The finding as one line of JSON, letters as they are."""
    where = finding.where
    return json.dumps(
        {
            "code": finding.code,
            "where": [where.file, where.sheet, where.row, where.column],
            "facts": {name: _plain(fact) for name, fact in finding.facts.items()},
            "division": finding.division,
            "measure_no": finding.measure_no,
            "step_no": finding.step_no,
        },
        ensure_ascii=False,
    )


def parse_finding(text: str) -> Finding:
    """The finding that `format_finding` wrote."""
    told = json.loads(text)
    facts = {name: _fact(plain) for name, plain in told.pop("facts").items()}
    return Finding(where=Address(*told.pop("where")), facts=facts, **told)


def parse_month(text: str) -> Month:
    """The month that `str(month)` printed."""
    be_year, _, month = text.partition("-")
    return Month(int(be_year), int(month))


def _plain(fact: Fact) -> Any:  # noqa: ANN401 - a JSON value
    match fact:
        case tuple():
            return [_plain(part) for part in fact]
        case Word():
            return {"word": [fact.group, fact.key]}
        case datetime():
            return {"datetime": fact.isoformat()}
        case date():
            return {"date": fact.isoformat()}
        case FiscalYear():
            return {"year": fact.be_year}
        case Month():
            return {"month": str(fact)}
        case Span():
            return {"span": str(fact)}
        case _:
            return fact


def _fact(plain: Any) -> Fact:  # noqa: ANN401 - a JSON value
    match plain:
        case list():
            return tuple(_fact(part) for part in plain)
        case {"word": [group, key]}:
            return Word(str(group), str(key))
        case {"datetime": str(text)}:
            return datetime.fromisoformat(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case {"year": int(be_year)}:
            return FiscalYear(be_year)
        case {"month": str(text)}:
            return parse_month(text)
        case {"span": str(text)}:
            return parse_span(text)
        case str() | int() | float() | None:
            return plain
        case _:
            raise ValueError(plain)
