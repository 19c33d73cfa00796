"""Our forms as other programs save them: LibreOffice, exceljs, SheetJS, and as text tables."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.door import CLERK, DIVISIONS, MONTH, REPORT, ROOT, WORKBOOKS, ita

if TYPE_CHECKING:
    from tests.conftest import Office

NPM = "npm install --no-save --no-package-lock --no-audit --no-fund"
UNO = "apt-get install python3-uno"
HERE = Path(__file__).parent
# How LibreOffice calls what it writes.
FILTERS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods"}
ENCODINGS = {
    "comma": ("utf-8-sig", ","),
    "tab": ("utf-16", "\t"),
    "thai": ("cp874", ","),
}
SECONDS = 180

# Cells that every kind of file must hold as well as the text that the form is made of.
ODD = {
    "G9": "ดำเนินการแล้วเสร็จ",
    "H9": datetime(2023, 2, 15),  # noqa: DTZ001 - cells know no zone
    "I9": "แจกคู่มือแล้ว\n๑. ทุกกอง\n๒. ทุกสำนัก",
    "J9": "https://example.go.th/คู่มือ?a=1&b=2",
    "K9": "-ไม่มี",
    "G12": "ดำเนินการแล้วเสร็จ",
    "H12": datetime(2566, 3, 4),  # noqa: DTZ001 - the same
    "I12": "อบรมแล้ว ๑๐๐ คน",
    "J12": "บันทึกข้อความที่ ๑/๒",
    "G13": "ดำเนินการแล้วเสร็จ",
    "H13": "๓ มี.ค. ๖๖, 4/3/2566",
    "I13": "แต่งตั้งแล้ว",
    "J13": 12,
    "G17": "ดำเนินการแล้วเสร็จ",
    "H17": datetime(1966, 2, 15),  # noqa: DTZ001 - the same
    "I17": "#N/A",
    "J17": "คำสั่งที่ ๑",
}
FORMATS = {"H9": "[$-D07041E]d mmm yyyy;@", "H12": "d/m/yyyy", "H17": "d/m/yyyy", "J13": "General"}


def plain(folder: Path) -> list[Path]:
    """The example's forms."""
    folder.mkdir(parents=True)
    inbox = WORKBOOKS / "inbox" / MONTH
    return [
        Path(shutil.copyfile(inbox / f"{name}.xlsx", folder / f"{name}.xlsx")) for name in DIVISIONS
    ]


def rich(folder: Path) -> list[Path]:
    """The example's forms, one of them with dates, numbers, an error, merged and hidden cells."""
    paths = plain(folder)
    path = folder / f"{CLERK}.xlsx"
    book = load_workbook(path)
    sheet = book[REPORT]
    for cell, value in ODD.items():
        sheet[cell].value = value
    for cell, number_format in FORMATS.items():
        sheet[cell].number_format = number_format
    sheet.merge_cells("B10:B15")
    sheet.row_dimensions[18].hidden = True
    sheet.column_dimensions["E"].hidden = True
    book.save(path)
    return paths


def by_libreoffice(office: Office, paths: list[Path], ending: str, out: Path) -> Path:
    """The files as LibreOffice saves them."""
    subprocess.run(  # noqa: S603 - a program found by which, arguments of the tests
        [
            *(office.soffice, f"-env:UserInstallation={office.profile.as_uri()}", "--headless"),
            *("--convert-to", FILTERS[ending], "--outdir", str(out), *map(str, paths)),
        ],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    return out


def by_node(paths: list[Path], out: Path) -> Path:
    """The files as exceljs and SheetJS save them, a folder a kind; skips where they are not."""
    node = shutil.which("node")
    if node is None or not (ROOT / "node_modules" / "exceljs").is_dir():
        pytest.skip(NPM)
    command = [node, str(HERE / "resave.cjs"), str(out), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603
    return out


def as_text(paths: list[Path], name: str, out: Path) -> Path:
    """The report's sheet of each file as a text table."""
    encoding, delimiter = ENCODINGS[name]
    out.mkdir()
    for path in paths:
        book = load_workbook(path)
        lines = io.StringIO(newline="")
        csv.writer(lines, delimiter=delimiter).writerows(book[REPORT].iter_rows(values_only=True))
        (out / f"{path.stem}.csv").write_bytes(lines.getvalue().encode(encoding))
    return out


def locked(office: Office, path: Path, *outs: Path) -> None:
    """The file saved with a password; skips where the office suite cannot be spoken with."""
    python = shutil.which("python3", path="/usr/bin")
    can = python and subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)  # noqa: S603
    if not python or not can or can.returncode:
        pytest.skip(UNO)
    arguments = (office.soffice, office.profile.as_uri(), str(path), *map(str, outs))
    subprocess.run(  # noqa: S603 - our script
        [python, str(HERE / "lock.py"), *arguments],
        check=True,
        capture_output=True,
        timeout=SECONDS,
        env={},
    )


def consolidated(inbox: Path, out: Path) -> Path:
    """The month made of an inbox."""
    said = ita(
        *("consolidate", MONTH, "--plan", WORKBOOKS / "plan-2566.xlsx", "--as-of", "2023-04-04"),
        *("--inbox", inbox, "--out", out, "--workspace", out.parent),
    )
    assert said.status == 0, said.err
    return out
