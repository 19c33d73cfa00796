"""Works in workbooks as a person does: PYTHON clerk.py SOFFICE PROFILE JOBS ANSWERS [TOOK].

JOBS holds what typing_jobs.py asks, ANSWERS the texts read in each job, TOOK whether each step
changed what it should. Run by the system's Python, whose `uno` speaks with the office suite.
Typing passes by the rules of a cell's drop-down, as pasting does; locks and formats hold.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97"}
START_SECONDS = 60
# Under the time limit of whoever started this script, so that the suite never outlives it.
SECONDS = 170
LAST = 32767
# Without its formula bar, whose description Debian's `nogui` packages lack, the suite lives on
# after a command; the warning before cells are pasted over is lacking in the same way.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Views/Windows"><node oor:name="scalc/26100"
 oor:op="replace"><prop oor:name="Visible" oor:op="fuse"><value>false</value></prop></node></item>
<item oor:path="/org.openoffice.Office.Views/Windows"><node oor:name="scalc/10336"
 oor:op="replace"><prop oor:name="Visible" oor:op="fuse"><value>false</value></prop></node></item>
<item oor:path="/org.openoffice.Office.Calc/Input"><prop oor:name="ReplaceCellsWarning"
 oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


def main(soffice: str, profile: str, jobs: str, answers: str, *took: str) -> None:
    asked = json.loads(Path(jobs).read_text(encoding="utf-8"))
    told = answered(soffice, own(profile), asked)
    for place, path in enumerate((answers, *took)):
        part = [one[place] for one in told]
        Path(path).write_text(json.dumps(part, ensure_ascii=False), encoding="utf-8")


def own(profile: str) -> str:
    """A profile beside the given one, set up for work in the view."""
    beside = f"{profile}-clerk"
    settings = Path(uno.fileUrlToSystemPath(beside)) / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS, encoding="utf-8")
    return beside


def answered(
    soffice: str, profile: str, jobs: list[dict[str, Any]]
) -> list[tuple[list[str], list[bool]]]:
    """What the clerk answers to each job; nothing of the suite is left afterwards."""
    pipe = f"pipe,name=ita-clerk-{os.getpid()};urp;"
    options = ["--headless", "--norestore", "--nologo", f"--accept={pipe}"]
    # A session of its own, because soffice starts further processes that must end with it.
    office = subprocess.Popen(  # noqa: S603 - the office suite that the tests found
        [soffice, f"-env:UserInstallation={profile}", *options],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    watch = threading.Timer(SECONDS, kill, (office.pid,))
    watch.start()
    # No context manager: it would touch the traceback of an exception, which uno's refuse.
    try:
        clerk = Clerk(connected(pipe))
        return [clerk.answer(job) for job in jobs]
    finally:
        watch.cancel()
        kill(office.pid)
        office.wait()


def kill(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def connected(pipe: str) -> Any:  # noqa: ANN401 - uno has no types
    """The suite's component context, as soon as it answers."""
    local = uno.getComponentContext()
    resolver = made(local, "com.sun.star.bridge.UnoUrlResolver")
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:{pipe}StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def made(context: Any, service: str) -> Any:  # noqa: ANN401 - uno has no types
    return context.ServiceManager.createInstanceWithContext(service, context)


def named(**values: object) -> tuple[object, ...]:
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


class Clerk:
    """One running suite, which opens a workbook for each job and closes it again."""

    def __init__(self, context: Any) -> None:  # noqa: ANN401 - uno has no types
        self.desktop = made(context, "com.sun.star.frame.Desktop")
        self.dispatcher = made(context, "com.sun.star.frame.DispatchHelper")

    def answer(self, job: dict[str, Any]) -> tuple[list[str], list[bool]]:
        """The texts that the job wants read, and whether each of its steps took."""
        # Never hidden: a hidden workbook is saved without its frozen panes.
        url = uno.systemPathToFileUrl(job["open"])
        book = self.desktop.loadComponentFromURL(url, "_blank", 0, ())
        if book is None:
            raise OSError(job["open"])
        try:
            desk = Desk(self.desktop, self.dispatcher, book)
            took = [desk.take(step) for step in job["steps"]]
            book.calculateAll()
            texts = [text for sheet, area in job["read"] for text in desk.read(sheet, area)]
            for path in job["save"]:
                store(book, path)
        finally:
            book.close(True)  # noqa: FBT003 - uno's own signature
        return texts, took


def store(book: Any, path: str) -> None:  # noqa: ANN401 - uno has no types
    """The workbook saved in the format of the path's ending."""
    kind = FILTERS[path.rpartition(".")[2]]
    book.storeToURL(uno.systemPathToFileUrl(path), named(FilterName=kind))


class Desk:
    """An open workbook and the hand that works in it.

    Whether a step took is judged by what the workbook holds afterwards: what is refused is
    refused without an exception.
    """

    def __init__(self, desktop: Any, dispatcher: Any, book: Any) -> None:  # noqa: ANN401
        self.desktop, self.dispatcher, self.book = desktop, dispatcher, book
        self.view = book.CurrentController
        self.active = self.view.ActiveSheet.Name

    def take(self, step: dict[str, str]) -> bool:
        facts = dict(step)
        return self.ways()[facts.pop("do")](**facts)

    def ways(self) -> dict[str, Callable[..., bool]]:
        return {
            "type": self.type,
            "clear": self.clear,
            "paste": self.paste,
            "set_string": self.set_string,
            "protect": self.protect,
            "unprotect": self.unprotect,
            "delete_rows": self.delete_rows,
            "insert_rows": self.insert_rows,
            "rename": self.rename,
            "remove": self.remove,
            "copy_out": self.copy_out,
        }

    def sheet(self, name: str) -> Any:  # noqa: ANN401
        return self.book.Sheets.getByName(name)

    def range(self, sheet: str, area: str) -> Any:  # noqa: ANN401
        return self.sheet(sheet).getCellRangeByName(area)

    def send(self, command: str, **values: object) -> None:
        self.dispatcher.executeDispatch(self.view.Frame, f".uno:{command}", "", 0, named(**values))

    def go(self, sheet: str, area: str) -> Any:  # noqa: ANN401
        """The cells at `area`, under the cursor from now on."""
        if self.active != sheet:
            there = self.sheet(sheet)
            if not there.IsVisible:
                message = f"{sheet} is hidden"
                raise LookupError(message)
            self.view.setActiveSheet(there)
            self.active = sheet
        self.send("GoToCell", ToPoint=area)
        return self.range(sheet, area)

    def type(self, sheet: str, cell: str, text: str) -> bool:
        there = self.go(sheet, cell)
        before = there.FormulaArray
        self.send("EnterString", StringName=text)
        return there.FormulaArray != before or bool(there.String == text)

    def clear(self, sheet: str, cell: str) -> bool:
        there = self.go(sheet, cell)
        self.send("ClearContents")
        return not any(text for row in there.FormulaArray for text in row)

    def paste(self, sheet: str, cell: str, source: str, from_sheet: str = "") -> bool:
        copied = self.go(from_sheet or sheet, source)
        data = copied.DataArray
        self.send("Copy")
        there = self.sheet(sheet).createCursorByRange(self.go(sheet, cell))
        there.collapseToSize(len(data[0]), len(data))
        before = there.FormulaArray
        self.send("Paste")
        return there.FormulaArray != before or there.DataArray == data

    def set_string(self, sheet: str, cell: str, text: str) -> bool:
        """Without the view, for many cells; the API itself writes over locked cells."""
        page = self.sheet(sheet)
        there = page.getCellRangeByName(cell)
        if page.isProtected() and there.CellProtection.IsLocked:
            return False
        there.String = text
        return bool(there.String == text)

    def protect(self, sheet: str, password: str = "") -> bool:
        page = self.sheet(sheet)
        page.protect(password)
        return bool(page.isProtected())

    def unprotect(self, sheet: str, password: str = "") -> bool:
        page = self.sheet(sheet)
        page.unprotect(password)
        return not page.isProtected()

    def delete_rows(self, sheet: str, row: str, count: str) -> bool:
        return self.moved("DeleteRows", sheet, int(row), int(count)) == -int(count)

    def insert_rows(self, sheet: str, row: str, count: str) -> bool:
        return self.moved("InsertRowsBefore", sheet, int(row), int(count)) == int(count)

    def moved(self, command: str, sheet: str, row: int, count: int) -> int:
        """Rows by which the command moved what stands below the chosen rows."""
        below = self.range(sheet, f"A{row + count}")
        self.go(sheet, f"A{row}:A{row + count - 1}")
        before = below.RangeAddress.StartRow
        self.send(command)
        return int(below.RangeAddress.StartRow - before)

    # The view's own commands ask in dialogs; they would be refused likewise.
    def rename(self, sheet: str, name: str) -> bool:
        page = self.sheet(sheet)
        if not self.book.isProtected():
            page.Name = name
        self.active = self.view.ActiveSheet.Name
        return bool(page.Name == name)

    def remove(self, sheet: str) -> bool:
        if not self.book.isProtected():
            self.book.Sheets.removeByName(sheet)
        self.active = self.view.ActiveSheet.Name
        return not self.book.Sheets.hasByName(sheet)

    def copy_out(self, sheet: str, path: str) -> bool:
        self.go(sheet, "A1")
        self.send("Move", DocName="", Index=LAST, Copy=True)
        for other in self.others():
            store(other, path)
            other.close(True)  # noqa: FBT003 - uno's own signature
        self.view.Frame.activate()
        return Path(path).is_file()

    def others(self) -> list[Any]:
        """Workbooks that are open beside this one."""
        every = self.desktop.Components.createEnumeration()
        found = []
        while every.hasMoreElements():
            one = every.nextElement()
            if one != self.book:
                found.append(one)
        return found

    def read(self, sheet: str, area: str) -> Iterator[str]:
        """What a person sees in the cells, row by row."""
        cells = self.range(sheet, area)
        for down, line in enumerate(cells.FormulaArray):
            for right, formula in enumerate(line):
                # Asking costs a call a cell, and most cells of an area are blank.
                yield cells.getCellByPosition(right, down).String if formula else ""


if __name__ == "__main__":
    main(*sys.argv[1:])
