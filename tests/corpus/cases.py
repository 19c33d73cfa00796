"""Every kind of file that an inbox may hold, and what must become of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tests.corpus import broken, office
from tests.intake import hostile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Rows = list[tuple[str, ...]]
# Where the divisions of the odd files begin; the first two are the good files' own.
FIRST = 3


@dataclass(frozen=True)
class Case:
    """One leaf of the inbox.

    `put` lays it at a path, given a division's number. `findings` are (code, cell) told of it in
    findings.csv, the one that refuses it included; `rows` come out of it; `shown` is its name in
    the tables where that differs; each pair of `words` stands in its reason, Thai and English.
    """

    name: str
    put: Callable[[Path, int], None]
    outcome: str
    findings: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    shown: str = ""
    words: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> str:
        return self.shown or self.name


def _content(make: Callable[[int], bytes]) -> Callable[[Path, int], None]:
    kept = cache(make)

    def put(path: Path, number: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(kept(number))

    return put


def refused(
    name: str,
    make: Callable[[], bytes],
    code: str,
    *words: tuple[str, str],
) -> Case:
    return Case(name, _content(lambda _: make()), "refused", ((code, ""),), words=words)


def kind(name: str, make: Callable[[], bytes], thai: str, english: str) -> Case:
    return refused(name, make, "file_not_a_workbook", (thai, english))


def too_large(name: str, make: Callable[[], bytes], size: str, limit: str) -> Case:
    limits = (f" เกินกำหนด {limit} ", f", over the limit of {limit};")
    return refused(name, make, "file_too_large", (f" {size} ", f" {size} "), limits)


def turned_back(name: str, make: Callable[[int], bytes], code: str, cell: str) -> Case:
    """A workbook that is read and is not the report that is wanted."""
    return Case(name, _content(make), "refused", ((code, cell),))


def waiting(name: str, make: Callable[[int], bytes], code: str, cell: str) -> Case:
    """A report that waits for the analyst to say whose it is."""
    return Case(name, _content(make), "waiting", ((code, cell),))


def taken(
    name: str,
    make: Callable[[int], bytes] = office.form,
    *findings: tuple[str, str],
    rows: Rows = office.ROWS,
    shown: str = "",
) -> Case:
    outcome = "accepted_with_findings" if findings else "accepted"
    return Case(name, _content(make), outcome, findings, tuple(rows), shown)


def passed_over(
    name: str, put: Callable[[Path, int], None], thai: str, english: str, shown: str = ""
) -> Case:
    codes = (("file_passed_over", ""),)
    return Case(name, put, "passed_over", codes, shown=shown, words=((thai, english),))


def typed(**cells: object) -> Callable[[int], bytes]:
    return lambda number: office.form(number, cells)


def _full_folder(path: Path, number: int) -> None:
    path.mkdir()
    (path / "ข้างใน.xlsx").write_bytes(office.form(number))


def _link(path: Path, _number: int) -> None:
    path.symlink_to("ดี ๑.xlsx")


def _link_to_a_folder(path: Path, _number: int) -> None:
    path.symlink_to("..", target_is_directory=True)


def _fifo(path: Path, _number: int) -> None:
    os.mkfifo(path)


NUMBERED = office.ROWS
_SPOILT = [
    ("5", "1", "ดำเนินการต่อเนื่อง", "2023-03-15", "รายงานผู้บริหารแล้ว"),
    ("6", "1", "ดำเนินการแล้วเสร็จ", "2022-12-20", ""),
]

DAMAGED = (
    refused("ขาดท้าย.xlsx", lambda: broken.cut(hostile.good(), 0.6), "file_unreadable"),
    refused("ขาดนิดเดียว.xlsx", lambda: broken.cut(hostile.good(), 0.99), "file_unreadable"),
    refused("ขาด.xls", lambda: broken.cut(hostile.ole("Workbook"), 0.4), "file_unreadable"),
    refused("เป็นรู.xlsx", lambda: broken.holed(office.form(1)), "file_unreadable"),
    refused("ซ้อน.xlsx", broken.doubled_part, "file_unreadable"),
    refused("ลึก.xlsx", broken.deep, "form_not_found"),
    refused("doctype.xlsx", hostile.with_doctype, "file_unreadable"),
    refused("doctype-16.xlsx", hostile.with_doctype_in_utf_16, "file_unreadable"),
    refused("laughs.xlsx", hostile.with_laughs, "file_unreadable"),
    refused("drawing.xlsx", hostile.with_doctype_in_drawing, "file_unreadable"),
    refused("lying.xlsx", hostile.lying_sizes, "file_unreadable"),
)
LARGE = (
    too_large("bomb.xlsx", hostile.bomb, "1,029:1", "100:1"),
    too_large("parts.xlsx", hostile.thousand_and_one_parts, "1,001", "1,000"),
    too_large("far.xlsx", hostile.with_far_space, "XFD1048576", "ZZ100000"),
    too_large("แผ่นงานมาก.xlsx", broken.many_sheets, "300", "256"),
    too_large("long.xlsx", lambda: hostile.good() + b"\0" * 27_000_000, "26 MB", "25 MB"),
    refused("ยาว.xlsx", broken.long_columns, "form_not_found"),
    refused("ผิดทุกช่อง.xlsx", broken.many_errors, "form_not_found"),
)
OPEN_DOCUMENTS = (
    refused("เปิด.ods", lambda: broken.ods(broken.ODS_ROW), "form_not_found"),
    refused("เปิด doctype.ods", lambda: broken.ods(broken.ODS_DOCTYPE), "file_unreadable"),
    too_large(
        "ทุกช่อง.ods",
        lambda: broken.ods(broken.ODS_EVERYWHERE),
        "17,179,869,184",
        "500,000",
    ),
    too_large(
        "bomb.ods",
        lambda: broken.ods(broken.ODS_ROW, {"Pictures/1.png": b"\0" * 50_000_000}),
        "1,029:1",
        "100:1",
    ),
)
TEXT_TABLES = (
    refused("ตารางอื่น.csv", "ก,ข\n1,2\n".encode, "form_not_found"),
    too_large("กว้าง.csv", broken.wide_csv, "ACOG1", "ZZ100000"),
    refused("ไม่ปิด.csv", broken.unclosed_csv, "file_unreadable"),
    kind("ศูนย์.csv", "ก,ข\n1,\0\n".encode, "ไฟล์ที่ไม่รู้จัก", "an unknown file"),
)
OTHER_KINDS = (
    kind("junk.xlsx", broken.junk, "ไฟล์ที่ไม่รู้จัก", "an unknown file"),
    kind("zip ว่าง.xlsx", lambda: hostile.pack({}), "ไฟล์บีบอัด", "an archive"),
    Case(
        "ส่งเป็นซิป.zip",
        _content(lambda _: broken.zipped_workbook()),
        "refused",
        (("form_not_found", ""),),
        shown="ส่งเป็นซิป.zip/แบบรายงาน.xlsx",
    ),
    kind("จากระบบ.xls", broken.web_page, "หน้าเว็บ", "a web page"),
    kind("จากระบบ.mht.xls", broken.mhtml, "หน้าเว็บ", "a web page"),
    kind("สแกน.pdf", lambda: b"%PDF-1.7\n%\xe2\xe3 x", "เอกสาร PDF", "a PDF"),
    kind("สแกน.xlsx", lambda: b"%PDF-1.4\n%\xe2\xe3 y", "เอกสาร PDF", "a PDF"),
    kind("ถ่ายจอ.png", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "รูปภาพ", "a picture"),
    kind("ถ่ายจากไลน์.xlsx", broken.photograph, "รูปภาพ", "a picture"),
    kind("บันทึก.docx", hostile.word_document, "เอกสาร Word", "a Word document"),
    kind("บันทึก.doc", lambda: hostile.ole("WordDocument"), "เอกสาร Word", "a Word document"),
    kind("หนังสือ.txt", broken.letter, "ข้อความธรรมดา", "plain text"),
    refused("ไบนารี.xlsb", hostile.binary_workbook, "file_type_refused", (".xlsb", ".xlsb")),
    refused("สองพันสาม.xls", broken.xml_2003, "file_type_refused", (".xml", ".xml")),
)
LOCKED = (
    refused("รหัส.xlsx", broken.password_xlsx, "file_encrypted", ("รหัสผ่าน", "password")),
    refused("รหัส.xls", broken.password_xls, "file_encrypted", ("รหัสผ่าน", "password")),
    refused("รหัส.ods", broken.password_ods, "file_encrypted", ("รหัสผ่าน", "password")),
)
CARRYING = (
    taken("แมโคร.xlsm", broken.carrying(broken.MACROS), ("macros_present", "")),
    taken(
        "ลิงก์.xlsx",
        broken.carrying(broken.linked(r"file:///C:\Users\someone\%E0%B8%87.xlsx")),
        ("external_links", ""),
    ),
    taken("dde.xlsx", broken.carrying(broken.DDE), ("external_links", "")),
    taken("เชื่อมต่อ.xlsx", broken.carrying(broken.CONNECTION), ("external_links", "")),
    taken("ปีน.xlsx", broken.carrying(broken.CLIMBING)),
    Case(
        "ภาพ.xlsx",
        _content(broken.carrying(broken.PICTURES)),
        "accepted",
        (("pictures_present", ""),),
        tuple(office.ROWS),
    ),
)
ODD = (
    taken("strict.xlsx", broken.strict),
    taken("dimension.xlsx", broken.small_dimension),
    taken("ไม่บอกช่อง.xlsx", broken.without_references),
    taken("prefix.xlsx", broken.prefixed),
    taken("๑๙๐๔.xlsx", broken.of_1904),
    taken("ซ่อนสำเนา.xlsx", broken.hidden_copy("hidden")),
    taken("ซ่อนลึก.xlsx", broken.hidden_copy("veryHidden")),
    taken("ค่าผิด.xlsx", typed(H9="#REF!"), ("error_value", "H9"), rows=_SPOILT),
    taken("หาไม่พบ.xlsx", typed(I9="#N/A"), ("error_value", "I9")),
    taken("สูตร.xlsx", typed(H9='=A1&"x"'), ("formula_not_calculated", "H9"), rows=_SPOILT),
    turned_back("ซ่อนทั้งหมด.xlsx", broken.hidden_form("hidden"), "form_not_found", ""),
    turned_back("ซ่อนลึกทั้งหมด.xlsx", broken.hidden_form("veryHidden"), "form_not_found", ""),
    turned_back("ไม่มีตาราง.xlsx", broken.no_table, "form_not_found", ""),
    turned_back("ไม่มีช่อง.xlsx", broken.no_cell, "form_not_found", ""),
)
OTHERS = (
    turned_back("เดือนก่อน.xlsx", typed(C4="กุมภาพันธ์ ๒๕๖๖"), "month_mismatch", "C4"),
    turned_back("ปีก่อน.xlsx", typed(C4="มีนาคม ๒๕๖๕"), "year_mismatch", "C4"),
    turned_back(
        "ปีก่อนตามหัว.xlsx",
        typed(A1="แบบรายงานผล ประจำปีงบประมาณ พ.ศ. ๒๕๖๕", C4=None),
        "year_mismatch",
        "A1",
    ),
    waiting("ที่อื่น.xlsx", typed(C3="เทศบาลตำบลจุน"), "organisation_unknown", "C3"),
    waiting("กองอื่น.xlsx", typed(H3="กองการประปา"), "division_unknown", "H3"),
    waiting("ไม่บอกกอง.xlsx", typed(H3=None), "division_unknown", "H3"),
    turned_back("ลบหัว.xlsx", typed(F7=None), "header_missing", ""),
    turned_back(
        "หัวซ้ำ.xlsx",
        lambda number: office.form(number, change=broken.doubled_header),
        "header_duplicated",
        "L7",
    ),
)
NO_REPORTS = (
    passed_over("ว่าง.xlsx", _content(lambda _: b""), "เป็นไฟล์ว่าง", "an empty file"),
    passed_over("~$ดี ๑.xlsx", _content(lambda _: b"\x05x"), "ชั่วคราว", "lock file"),
    passed_over(".~lock.ดี.ods#", _content(lambda _: b","), "ชั่วคราว", "lock file"),
    passed_over("โฟลเดอร์.xlsx", _full_folder, "เป็นโฟลเดอร์", "a folder"),
    passed_over("ทางลัด.xlsx", _link, "เป็นทางลัด", "a link"),
    passed_over("ทางลัดโฟลเดอร์", _link_to_a_folder, "เป็นทางลัด", "a link"),
    passed_over("ท่อ.xlsx", _fifo, "เป็นไฟล์ของระบบ", "a system file"),
    passed_over("Thumbs.db", _content(lambda _: b"\xd0\xcf"), "เป็นไฟล์ของระบบ", "a system file"),
    passed_over("desktop.ini", _content(lambda _: b"[a]"), "เป็นไฟล์ของระบบ", "a system file"),
    passed_over("..\\climbed.xlsx", _content(office.form), "เป็นไฟล์ของระบบ", "a system file"),
    passed_over(".DS_Store", _content(lambda _: b"\0Bud1"), "เป็นไฟล์ของระบบ", "a system file"),
)
NAMES = (
    taken("รอบแรก/ส่งซ้ำ/กอง.xlsx"),
    taken("รอบ..แรก/กอง..xlsx"),
    taken("กอง\\..\\..\\climbed.xlsx"),
    taken("=1+1.xlsx", shown="'=1+1.xlsx"),
    taken("@กอง.xlsx", shown="'@กอง.xlsx"),
    taken("สอง\nบรรทัด.xlsx"),
    taken("<b>กอง&amp;.xlsx"),
    taken("{found} %s ⟦x⟧.xlsx"),
    taken(" กอง .xlsx"),
    taken("CON.xlsx"),
    taken("😀 กอง.xlsx"),
    taken("\u202exslx.กอง.xlsx"),
    taken("ก" * 80 + ".xlsx"),
    taken("เดิม.pdf"),
    taken("ไม่มีนามสกุล"),
    taken(os.fsdecode(b"\xa1\xa5\xa7.xlsx"), shown="\\xa1\\xa5\\xa7.xlsx"),
)
CASES = (
    *DAMAGED,
    *LARGE,
    *OPEN_DOCUMENTS,
    *TEXT_TABLES,
    *OTHER_KINDS,
    *LOCKED,
    *CARRYING,
    *ODD,
    *OTHERS,
    *NO_REPORTS,
    *NAMES,
)
# Each file with rows is of a division of its own; the others may be of the last one.
NUMBERS = {
    **dict.fromkeys((case.name for case in CASES), office.DIVISIONS),
    **{case.name: number for number, case in enumerate((one for one in CASES if one.rows), FIRST)},
}
assert len(NUMBERS) == len(CASES)
assert len([case for case in CASES if case.rows]) < office.DIVISIONS - FIRST
