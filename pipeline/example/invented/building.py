"""Writes the invented office's whole workspace: plans, small files, and what came in each month."""

from __future__ import annotations

import base64
import csv
import io
import zlib
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipeline.core.calendar import Month
from pipeline.core.printing import format_month
from pipeline.example.invented.data import YEARS, read_data
from pipeline.example.invented.plans import plan_file_name, plan_invented_plan
from pipeline.example.invented.posting import Envelope, mail_bytes, zip_bytes
from pipeline.example.invented.returns import Sent, cut_off, plan_own_table, plan_return
from pipeline.sheets.writing import write_workbook
from schemas.loading import load_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.core.words import Words
    from pipeline.example.memo import Data
    from pipeline.sheets.plan import WorkbookPlan

MARK = "INVENTED.txt"
"""The file by which a folder is known to hold nothing but the example."""
_THAILAND = timezone(timedelta(hours=7))
_ANALYST = "analyst@example.go.th"


def build(folder: Path) -> None:
    """The workspace as it stood before September's late return; the same bytes every time."""
    texts = read_data("office")["texts"]
    _write(folder / MARK, texts["read_me"].lstrip().encode())
    _write(folder / "ita.toml", texts["settings"].lstrip().encode())
    _write(folder / "workbooks" / "aliases.csv", _aliases())
    words = load_words("th")
    for year in YEARS:
        plan = plan_invented_plan(year, words, year.start)
        _write(folder / "workbooks" / plan_file_name(year), _bytes_of(plan))
    for path, arrival in _arrivals(folder, late=True):
        del arrival
        path.unlink(missing_ok=True)
    for path, arrival in _arrivals(folder, late=False):
        _write(path, _content(arrival, _month_of(arrival), words))


def deliver_late(folder: Path) -> tuple[Month, ...]:
    """What came in after its month was consolidated, put into the inbox; gives those months."""
    words = load_words("th")
    late = list(_arrivals(folder, late=True))
    for path, arrival in late:
        _write(path, _content(arrival, _month_of(arrival), words))
    return tuple(dict.fromkeys(_month_of(arrival) for _, arrival in late))


def _arrivals(folder: Path, *, late: bool) -> Iterator[tuple[Path, Data]]:
    """The files of the inboxes, each with where it lies."""
    for one in read_data("arrivals")["arrival"]:
        if one.get("late", False) is late:
            yield folder / "workbooks" / "inbox" / one["month"] / one["file"], one


def _month_of(arrival: Data) -> Month:
    return Month(*map(int, arrival["month"].split("-")))


def _content(one: Data, month: Month, words: Words, day: datetime | None = None) -> bytes:
    """The bytes of one file: a mail, an archive, or what a division made."""
    if "sent" in one:
        day = datetime.fromisoformat(one["sent"]).replace(tzinfo=_THAILAND)
    if "holds" in one:
        held = {each["file"]: _content(each, month, words, day) for each in one["holds"]}
        return zip_bytes(held) if day is None else mail_bytes(_envelope(one, month, day), held)
    if "made" in one:
        return _made(one["made"])
    if "table" in one:
        return _bytes_of(plan_own_table(one["table"], cut_off(month)))
    sent = Sent(
        one["form"],
        month,
        day.date() if day else None,
        one.get("nil", ""),
        tuple(one.get("instead", ())),
        tuple(one.get("more", ())),
    )
    return _bytes_of(plan_return(sent, words))


def _envelope(one: Data, month: Month, sent: datetime) -> Envelope:
    texts = read_data("office")["texts"]
    subject = texts["mail_subject"].format(month=format_month(month, long=True))
    return Envelope(one["sender"], _ANALYST, sent, subject, texts["mail_body"].lstrip())


def _made(kind: str) -> bytes:
    """A file of which nothing can be read."""
    text: str = read_data("arrivals")["made"][kind]
    return zlib.decompress(base64.b64decode(text)) if kind == "locked" else text.encode()


def _aliases() -> bytes:
    stream = io.StringIO(newline="")
    rows: Iterable[Data] = read_data("office")["alias"]
    writer = csv.DictWriter(stream, ("text", "division", "date", "by"))
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def _bytes_of(plan: WorkbookPlan) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        write_workbook(plan, path)
        return path.read_bytes()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
