"""The measure schema as values: columns, rules and gaps, each described once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.finding import Audience, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pipeline.core.calendar import Month
    from pipeline.core.finding import Finding


class FieldKind(StrEnum):
    """How a column's cells are read."""

    NUMBER = "number"
    TEXT = "text"
    STATUS = "status"
    PERCENT = "percent"
    DATES = "dates"
    DATE = "date"
    MONEY = "money"


class FilledBy(StrEnum):
    """Whose cells they are."""

    PROGRAM = "program"
    DIVISION = "division"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet that we read or make.

    `headers` are the words it is known by, the form's own first; a table without a `required`
    column is not taken. `width` is Excel's, of the form.
    """

    key: str
    kind: FieldKind
    headers: tuple[str, ...]
    required: bool = False
    filled_by: FilledBy = FilledBy.DIVISION
    width: float = 12
    help: str | None = None


class Predicate(StrEnum):
    """What a condition can say of a field.

    Excel can say each but `matches`, and `unreadable` of a date.
    """

    BLANK = "blank"
    FILLED = "filled"
    UNREADABLE = "unreadable"
    EQUALS = "equals"
    IN_LIST = "in_list"
    OUTSIDE = "outside"
    ABOVE = "above"
    BELOW = "below"
    LONGER = "longer"
    CONTAINS = "contains"
    MATCHES = "matches"
    HOLDS = "holds"
    LACKS = "lacks"
    OPENS = "opens"
    IS = "is"
    DATELESS = "dateless"


Argument: TypeAlias = bool | int | float | str | tuple[int | float | str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """One predicate of one field."""

    field: str
    predicate: Predicate
    argument: Argument


@dataclass(frozen=True, slots=True)
class Rule:
    """A finding's code with its severity, who acts, and, where data says it, when it is raised.

    `cases`: raised at `field` where all conditions of any case hold; `*` is every text field.
    Without cases the code is raised where `by` says: a room, or `check` for one of CHECKS.
    `lack` is what the form itself then asks for (a key of the words `form.lack`), as the division
    types: by `live` where Excel cannot say the cases in full, else by the cases. A rule on trial
    only informs the analyst; one with `first` or `last` is in force in those months alone, and
    is `off` in the schema of another.
    """

    code: str
    severity: Severity
    audience: Audience
    field: str | None = None
    cases: tuple[tuple[Condition, ...], ...] = ()
    by: str | None = None
    lack: str | None = None
    live: tuple[tuple[Condition, ...], ...] = ()
    trial: bool = False
    first: Month | None = None
    last: Month | None = None
    off: bool = False

    def of_month(self, month: Month) -> Rule:
        """The rule as it is in force in that month."""
        early = self.first is not None and month < self.first
        if early or (self.last is not None and month > self.last):
            return replace(self, cases=(), lack=None, live=(), off=True)
        if self.trial:
            informs = replace(self, severity=Severity.INFO, audience=Audience.ANALYST)
            return replace(informs, lack=None, live=())
        return self

    @property
    def asked(self) -> bool:
        """Whether the division is to mend it or to answer it."""
        return self.audience is Audience.DIVISION and self.severity is not Severity.INFO

    @property
    def in_form(self) -> tuple[tuple[Condition, ...], ...]:
        """The cases that the form's own formulas say."""
        return (self.live or self.cases) if self.lack else ()


class Urgency(StrEnum):
    """How soon a gap is to be closed."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class GapKind:
    """A gap's code with its usual urgency and who acts.

    `closable`: an exception of the plan may close it by naming it.
    """

    code: str
    severity: Urgency
    audience: Audience
    closable: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Words that shape a sheet, as typed: where a table ends, spare rows, marks for blank."""

    table_ends: tuple[str, ...]
    spare_rows: tuple[str, ...]
    placeholders: tuple[str, ...]
    every_division: tuple[str, ...]
    separators: tuple[str, ...]
    unit_words: tuple[str, ...]
    fiscal_year_words: tuple[str, ...]
    office_words: tuple[str, ...]
    no_recommendation: tuple[str, ...]
    stock_phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusWords:
    """Words in a result that tell a status; `opening`: only where every item begins with one.

    Right after a word of `not_after` they tell nothing: what is to be done is not done.
    """

    status: str
    words: tuple[str, ...]
    opening: bool = False
    not_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSchema:
    """A sheet of the plan workbook: the names it is known by and its columns."""

    key: str
    names: tuple[str, ...]
    columns: tuple[Column, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class MeasureSchema:
    """All that describes a report and the plan: one source for form, reader, checks and sheets.

    `choices` maps a closed list (`status`, `nil`, `required`) to its keys and the words read as
    each, the form's own word first. `status_words` are what tells a status in prose, the first
    that fits; `status_untold` is the status of a result in which none does.
    """

    version: str
    columns: tuple[Column, ...]
    headings: tuple[Column, ...]
    choices: Mapping[str, Mapping[str, tuple[str, ...]]]
    status_words: tuple[StatusWords, ...]
    status_untold: str
    layout: Layout
    rules: tuple[Rule, ...]
    gaps: tuple[GapKind, ...]
    plan_sheets: tuple[SheetSchema, ...]

    def of_month(self, month: Month) -> MeasureSchema:
        """The schema with the rules as they are in force in that month."""
        return replace(self, rules=tuple(rule.of_month(month) for rule in self.rules))

    def in_force(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings whose rules are not off."""
        return (one for one in findings if not self.rule(one.code).off)

    def column(self, key: str) -> Column:
        """The column of that key; raises KeyError for an unknown one."""
        return _by_key(self.columns, key)

    def heading(self, key: str) -> Column:
        """The label above the table of that key; raises KeyError for an unknown one."""
        return _by_key(self.headings, key)

    def rule(self, code: str) -> Rule:
        """The rule of that code; raises KeyError for an unknown one."""
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise KeyError(code)

    def gap(self, code: str) -> GapKind:
        """The gap of that code; raises KeyError for an unknown one."""
        for gap in self.gaps:
            if gap.code == code:
                return gap
        raise KeyError(code)

    def further_columns(self, known: Collection[str]) -> tuple[Column, ...]:
        """The division's columns beside the known keys, in the schema's order."""
        return tuple(
            column
            for column in self.columns
            if column.filled_by is FilledBy.DIVISION and column.key not in known
        )

    def severity(self, code: str) -> Severity:
        """What the finding of that code asks for."""
        return self.rule(code).severity


def _by_key(columns: tuple[Column, ...], key: str) -> Column:
    for column in columns:
        if column.key == key:
            return column
    raise KeyError(key)
