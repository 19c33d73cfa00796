from __future__ import annotations

import io
from typing import TYPE_CHECKING

from odf.namespaces import OFFICENS, TABLENS, TEXTNS
from odf.opendocument import load

from pipeline.intake.reading.with_calamine import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from odf.element import Element

    from pipeline.core.raw import CellValue
    from pipeline.intake.limits import Limits
    from pipeline.intake.reading.holding import Rows

_CELLS = ((TABLENS, "table-cell"), (TABLENS, "covered-table-cell"))
_PARAGRAPHS = ((TEXTNS, "p"), (TEXTNS, "h"))
_INLINE = ((TEXTNS, "span"), (TEXTNS, "a"))
_NUMBERS = ("float", "currency", "percentage")


def read_with_odfpy(content: bytes, names: Sequence[str], limits: Limits) -> list[Rows]:
    """The cells of the named sheets; errors, dates and odd texts are as the file stores them.

    Raises whatever odfpy raises.
    """
    body = load(io.BytesIO(content)).body
    sheets = [one for book in body.childNodes for one in book.childNodes if _is(one, "table")]
    tables = {one.getAttrNS(TABLENS, "name"): one for one in sheets}
    return [_rows(tables[name], limits) for name in names]


def _rows(table: Element, limits: Limits) -> Rows:
    rows: Rows = {}
    number = 1
    for row in _table_rows(table):
        count = _count(row, "number-rows-repeated")
        values = _cells(row, limits)
        if values:
            rows.update(dict.fromkeys(range(number, number + count), values))
        number += count
    return rows


def _table_rows(node: Element) -> Iterator[Element]:
    for child in node.childNodes:
        if _is(child, "table-row"):
            yield child
        elif any(
            _is(child, name) for name in ("table-row-group", "table-rows", "table-header-rows")
        ):
            yield from _table_rows(child)


def _cells(row: Element, limits: Limits) -> tuple[CellValue, ...]:
    values: list[CellValue] = []
    blank = 0
    for cell in row.childNodes:
        if getattr(cell, "qname", None) not in _CELLS:
            continue
        value, count = _value(cell), _count(cell, "number-columns-repeated")
        if value is None:
            blank += count
        elif len(values) + blank + count <= limits.far_column:
            values += [None] * blank + [value] * count
            blank = 0
    return tuple(values)


def _value(cell: Element) -> CellValue:
    kind = cell.getAttrNS(OFFICENS, "value-type")
    if kind in _NUMBERS:
        stored = cell.getAttrNS(OFFICENS, "value")
        return None if stored is None else plain(float(stored))
    if kind == "boolean":
        return str(cell.getAttrNS(OFFICENS, "boolean-value")) == "true"
    stored = cell.getAttrNS(OFFICENS, f"{kind}-value") if kind else None
    return (_text(cell) if stored is None else str(stored)) or None


def _text(cell: Element) -> str:
    paragraphs = (one for one in cell.childNodes if getattr(one, "qname", None) in _PARAGRAPHS)
    return "\n".join("".join(_letters(one)) for one in paragraphs)


def _letters(node: Element) -> Iterator[str]:
    for child in node.childNodes:
        qname = getattr(child, "qname", None)
        if qname == (TEXTNS, "s"):
            yield " " * int(child.getAttrNS(TEXTNS, "c") or 1)
        elif qname in _INLINE:
            yield from _letters(child)
        elif qname is None:
            yield str(child)


def _is(node: Element, name: str) -> bool:
    return getattr(node, "qname", None) == (TABLENS, name)


def _count(node: Element, name: str) -> int:
    return int(node.getAttrNS(TABLENS, name) or 1)
