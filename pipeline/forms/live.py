"""What a row of the form still lacks, as formulas made from the schema's rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.duty import Status
from pipeline.core.schema import Predicate
from pipeline.forms.formulas import (
    Live,
    all_of,
    any_of,
    beyond,
    choose,
    equals,
    figure,
    holds_any,
    is_one_of,
    joined,
    looked_up,
    negation,
    opens_with,
    same,
    trimmed,
    truth,
    unspaced,
    without_marks,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pipeline.core.schema import Condition, MeasureSchema
    from pipeline.forms.lists import Lists

STATUSES = tuple(Status)
BLANK, UNKNOWN = 0, 9
# A formula of a form stays well under 400 characters.
_LONGEST = 380
# Cells of which the form asks whether they are blank, and what stands in them.
_TEXTS = ("acted_on", "result", "evidence", "obstacle")


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What the plan and the calendar say of a planned row as the form is issued.

    `late` has a flag for each status by its number, `1` where the row is then overdue; it holds
    while the dates are those issued (`dates`), or `whenever` they are.
    """

    begun: bool = False
    evidence_required: bool = False
    late: str = "0" * (UNKNOWN + 1)
    dates: str = ""
    whenever: bool = True


@dataclass(frozen=True, slots=True)
class HiddenCell:
    """A cell of the hidden sheet, on the row's own line; `live` None is a constant."""

    key: str
    live: Live | None = None
    value: str | bool | None = None


class RowLive:
    """The formulas of one planned row; `place` gives a hidden cell's address by its key.

    `cells` are the row's visible cells by field, with what stands in them; `nil` is whether the
    form says that nothing is new.
    """

    def __init__(
        self, cells: Mapping[str, Live], nil: Live, facts: RowFacts, lists: Lists, line: Line
    ) -> None:
        self._lists = lists
        self._line = line
        self._facts = facts
        self._hidden: list[HiddenCell] = []
        told = {
            "begun": self._constant("begun", facts.begun),
            "evidence_required": self._constant("evidence_required", facts.evidence_required),
        }
        self._status = self._formula("status", _status_number(cells["status"], lists))
        texts = {key: self._formula(key, self._seen(cells[key])) for key in _TEXTS}
        self._texts = texts
        self._figure: Live | None = None
        if "progress" in cells:
            texts["progress"] = self._formula("progress", self._seen(cells["progress"]))
            self._figure = self._formula("figure", figure(texts["progress"]))
        dated = holds_any(texts["result"], lists.month_signs)
        self._told = told | {
            "planned": truth(told=True),
            "in_form": truth(told=True),
            "nil": nil,
            "dated": dated,
            "late": self._late(dated),
        }

    @property
    def hidden(self) -> tuple[HiddenCell, ...]:
        """The row's cells of the hidden sheet, in their order; complete once `check` was asked."""
        return tuple(self._hidden)

    def check(self, schema: MeasureSchema) -> Live:
        """What the row still lacks, or that it is complete, or that nothing is due yet."""
        parts = [self._formula(f"lacks_{n}", one) for n, one in enumerate(self._lacks(schema), 1)]
        shown = [replace(one, formula=self._line.outside(one.formula)) for one in parts]
        begun = self._told["begun"]
        outside = replace(begun, formula=self._line.outside(begun.formula))
        untouched = self._formula("untouched", self._untouched())
        idle = replace(untouched, formula=self._line.outside(untouched.formula))
        lacking = joined(shown)
        words = self._lists.answers
        complete = choose(all_of([negation(outside), idle]), words["not_due"], words["complete"])
        rest = Live(f"MID({lacking.formula},3,200)", lacking.text[2:])
        return choose(equals(lacking, ""), complete, rest)

    def _lacks(self, schema: MeasureSchema) -> Iterator[Live]:
        """What is lacking, each with a comma before it, in formulas that are not too long."""
        asked: dict[str, list[Live]] = {}
        for rule in schema.rules:
            for case in rule.in_form:
                if rule.field != "progress" or self._figure is not None:
                    conditions = [self._says(one) for one in case]
                    asked.setdefault(str(rule.lack), []).append(all_of(conditions))
        pieces = [
            choose(any_of(cases), self._lists.lacks[key], Live('""', ""))
            for key, cases in asked.items()
            if any_of(cases).formula != "FALSE"
        ]
        packed: list[Live] = []
        for piece in pieces:
            if packed and len(packed[-1].formula) + len(piece.formula) < _LONGEST:
                packed.append(joined([packed.pop(), piece]))
            else:
                packed.append(piece)
        yield from packed

    def _says(self, condition: Condition) -> Live:
        """The condition of the row."""
        if condition.field == "status":
            return self._of_status(condition)
        if condition.predicate is Predicate.EQUALS:
            fact = self._told[condition.field]
            return fact if condition.argument is True else negation(fact)
        if condition.field == "progress":
            return self._of_progress(condition)
        return self._of_text(condition)

    def _of_status(self, condition: Condition) -> Live:
        numbers: tuple[int, ...]
        match condition.predicate:
            case Predicate.BLANK:
                numbers = (BLANK,)
            case Predicate.UNREADABLE:
                numbers = (UNKNOWN,)
            case _:
                keys = condition.argument if isinstance(condition.argument, tuple) else ()
                numbers = tuple(STATUSES.index(Status(str(key))) + 1 for key in keys)
        return any_of([equals(self._status, number) for number in numbers])

    def _of_progress(self, condition: Condition) -> Live:
        number = self._figure or Live("0", 0)
        argument = condition.argument
        match condition.predicate, argument:
            case Predicate.UNREADABLE, _:
                return all_of([negation(equals(self._texts["progress"], "")), equals(number, "x")])
            case Predicate.OUTSIDE, (int() | float() as least, int() | float() as most):
                return beyond(number, least, most)
            case Predicate.BELOW, int() | float():
                return beyond(number, argument, None)
            case Predicate.ABOVE, int() | float():
                return beyond(number, None, argument)
        raise ValueError(condition)

    def _of_text(self, condition: Condition) -> Live:
        text, argument = self._texts[condition.field], condition.argument
        if condition.predicate is Predicate.BLANK:
            return equals(text, "")
        if condition.predicate is Predicate.DATELESS:
            told = holds_any(text, self._lists.date_signs)
            return all_of([negation(equals(text, "")), negation(told)])
        words = self._lists.of(argument if isinstance(argument, tuple) else ())
        says: dict[Predicate, Callable[[], Live]] = {
            Predicate.HOLDS: lambda: holds_any(text, words),
            Predicate.LACKS: lambda: negation(holds_any(text, words)),
            Predicate.OPENS: lambda: opens_with(without_marks(text), words),
            Predicate.IS: lambda: is_one_of(without_marks(text), words),
        }
        return says[condition.predicate]()

    def _late(self, dated: Live) -> Live:
        """Whether the row is overdue by its status, while its dates are those issued."""
        if "1" not in self._facts.late:
            return truth(told=False)
        flags = self._constant("late", self._facts.late)
        place = int(self._status.result)
        flag = f"MID({flags.formula},{self._status.formula}+1,1)"
        told = equals(Live(flag, self._facts.late[place]), "1")
        if self._facts.whenever:
            return told
        issued = self._constant("dates", self._facts.dates)
        typed = self._texts["acted_on"]
        blank = all_of([equals(typed, ""), negation(dated)])
        unchanged = all_of([same(typed, issued), negation(equals(typed, ""))])
        return all_of([told, any_of([blank, unchanged])])

    def _untouched(self) -> Live:
        texts = joined([*self._texts.values()])
        return all_of([equals(self._status, BLANK), equals(texts, "")])

    def _seen(self, cell: Live) -> Live:
        """What a person sees in the cell; a mark for blank is nothing."""
        bare = trimmed(cell)
        return choose(is_one_of(bare, self._lists.placeholders), Live('""', ""), bare)

    def _constant(self, key: str, value: str | bool) -> Live:  # noqa: FBT001 - a cell's value
        self._hidden.append(HiddenCell(key, value=value))
        return Live(self._line.cell(key), value)

    def _formula(self, key: str, live: Live) -> Live:
        self._hidden.append(HiddenCell(key, live))
        return Live(self._line.cell(key), live.result)


class Line:
    """Where the hidden cells of one row stand, and how the visible sheet names them."""

    def __init__(self, sheet: str, row: int, letters: Mapping[str, str]) -> None:
        self._sheet, self._row, self._letters = sheet, row, letters

    def cell(self, key: str) -> str:
        """The hidden cell as its own sheet names it."""
        return f"{self._letters[key]}{self._row}"

    def outside(self, cell: str) -> str:
        """The hidden cell as another sheet names it."""
        return f"{self._sheet}!{cell}"


def _status_number(cell: Live, lists: Lists) -> Live:
    """The status by its number in the schema's order; 0 where blank, 9 where not in the list."""
    bare = unspaced(cell)
    blank = choose(equals(bare, ""), Live(str(BLANK), BLANK), Live(str(UNKNOWN), UNKNOWN))
    found = looked_up(bare, lists.statuses, lists.status_numbers, UNKNOWN)
    return Live(
        found.formula.removesuffix(f"{UNKNOWN})") + f"{blank.formula})",
        blank.result if found.result == UNKNOWN else found.result,
    )
