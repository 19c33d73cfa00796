"""The measure schema as pandera: every rule that predicates can say, in one call over the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from pipeline.check.predicates import breaks
from pipeline.core.finding import Fact, Finding
from pipeline.core.schema import FieldKind
from pipeline.core.thai import damaged_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from pipeline.core.schema import MeasureSchema, Rule
    from pipeline.core.table import Label, Table

_SAMPLE = 60


def find_breaches(table: Table, schema: MeasureSchema) -> list[Finding]:
    """A finding for each cell that a rule of the schema's data speaks of, in the table's order."""
    try:
        pandera_schema(table.frame, schema).validate(table.frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return _findings(table, errors.failure_cases, schema)
    return []


def pandera_schema(frame: pd.DataFrame, schema: MeasureSchema) -> pa.DataFrameSchema:
    """The rules as column checks, named by their codes; columns of other types are our fault.

    Raises KeyError for a rule of a field that the table lacks.
    """
    checks: dict[str, list[pa.Check]] = {}
    for rule, field in rule_fields(frame, schema):
        check = pa.Check(_passes(frame, rule, field), error=rule.code, ignore_na=False)
        checks.setdefault(field, []).append(check)
    columns = {
        field: pa.Column(str(frame[field].dtype), one, nullable=True)
        for field, one in checks.items()
    }
    return pa.DataFrameSchema(columns, unique_column_names=True)


def rule_fields(frame: pd.DataFrame, schema: MeasureSchema) -> Iterator[tuple[Rule, str]]:
    """Every rule with cases, by each field at which it is raised."""
    texts = [one.key for one in schema.columns if one.kind is FieldKind.TEXT and one.key in frame]
    for rule in schema.rules:
        if rule.cases:
            fields = texts if rule.field == "*" else [str(rule.field)]
            yield from ((rule, field) for field in fields)


def _passes(
    frame: pd.DataFrame, rule: Rule, field: str
) -> Callable[[pd.Series[str]], pd.Series[bool]]:
    # Decided here and now: within a check pandera would take our own faults for failing rows.
    passing = ~breaks(frame, rule, field)

    def passes(_column: pd.Series[str]) -> pd.Series[bool]:
        return passing

    return passes


def _findings(table: Table, cases: pd.DataFrame, schema: MeasureSchema) -> list[Finding]:
    # pandera gives a row's label as a tuple or as its text, by the type of the failing values.
    places = {str(label): place for place, label in enumerate(table.frame.index)}
    breaches = sorted(
        (places[str(label)], str(code), str(field))
        for code, field, label in zip(cases["check"], cases["column"], cases["index"], strict=True)
    )
    broken = sorted({place for place, _, _ in breaches})
    records = table.frame.iloc[broken].to_dict("records")
    rows = dict(zip(broken, records, strict=True))
    labels = list(table.frame.index)
    return [
        _finding(table, labels[place], rows[place], (code, field), schema)
        for place, code, field in breaches
    ]


def _finding(
    table: Table,
    label: Label,
    row: Mapping[Hashable, object],
    breach: tuple[str, str],
    schema: MeasureSchema,
) -> Finding:
    code, field = breach
    typed = _text(row.get(f"{field}_typed", row[field]))
    status = _text(row["status"])
    facts: dict[str, Fact] = {
        "found": typed,
        "sample": damaged_sample(typed) or typed[:_SAMPLE],
        "status": schema.choices["status"][status][0] if status else "",
        "progress": _text(row["progress_typed"]),
        "allowed": ", ".join(words[0] for words in schema.choices["status"].values()),
        "length": len(typed),
        "limit": _limit(schema.rule(code)),
    }
    return Finding(
        code,
        table.locate(label, field),
        facts,
        division=_text(row["division"]),
        measure_no=_text(row["measure_no"]) or None,
        step_no=_text(row["step_no"]) or None,
    )


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA else str(value)


def _limit(rule: Rule) -> int | None:
    arguments = [one.argument for case in rule.cases for one in case]
    return next((one for one in arguments if type(one) is int), None)
