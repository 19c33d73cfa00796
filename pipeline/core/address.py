"""Where a value stands: file, sheet, row and column, as Excel shows them."""

from __future__ import annotations

from dataclasses import dataclass

_ALPHABET = 26


def column_letters(column: int) -> str:
    """Excel's letters of a column counted from 1: 1 is `A`, 28 is `AB`."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, _ALPHABET)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Column counted from 1: `A` is 1, `AB` is 28."""
    number = 0
    for letter in letters.upper():
        number = number * _ALPHABET + ord(letter) - ord("A") + 1
    return number


@dataclass(frozen=True, slots=True)
class Address:
    """A file, a sheet of it, or one cell; `row` and `column` count from 1.

    `file` is the path below the inbox, containers included (`mail.eml/a.zip/x.xlsx`).
    What is None is not known or does not apply.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    column: int | None = None

    @property
    def cell(self) -> str | None:
        """`C2`, or None where the address is not of one cell."""
        if self.row is None or self.column is None:
            return None
        return f"{column_letters(self.column)}{self.row}"

    def at(self, row: int, column: int) -> Address:
        """A cell of the same sheet."""
        return Address(self.file, self.sheet, row, column)

    def __str__(self) -> str:
        place = "!".join(part for part in (self.sheet, self.cell) if part)
        return f"[{self.file}]{place}"
