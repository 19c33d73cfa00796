"""A mailbox of sixty mails to an invented office, as a month brings them; all of it is invented."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZipInfo

from tests.intake import hostile, tnef_files
from tests.intake.mails import (
    PDF,
    carried,
    file,
    logo,
    mail,
    part,
    plain,
    renamed,
    rfc2047,
    rfc2231_split,
    several,
    text,
    winmail,
    zipped,
)
from tests.tables import form, plan_book, sheet, workbook, write_xlsx

if TYPE_CHECKING:
    from pipeline.core.raw import RawSheet

CLERK, FINANCE, WORKS = "สำนักปลัด", "กองคลัง", "กองช่าง"
SCHOOL, WELFARE, HEALTH, SUPPLY = "กองการศึกษา", "กองสวัสดิการสังคม", "กองสาธารณสุข", "งานพัสดุ"
DIVISIONS = f"""
    | ชื่อ | สังกัด | อีเมล |
    | {CLERK} | | clerk@example.go.th |
    | {FINANCE} | | finance@example.go.th, finance2@example.go.th |
    | {WORKS} | | works@example.go.th |
    | {SCHOOL} | | school@example.go.th |
    | {WELFARE} | | welfare@example.go.th |
    | {HEALTH} | | |
    | {SUPPLY} | {FINANCE} | |
""".replace("\n    ", "\n").strip()
STEPS = f"""
    | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | {CLERK}, {FINANCE}, {WORKS}, {SCHOOL}, {WELFARE}, {HEALTH}, {SUPPLY} | ม.ค. - ก.ย. ๖๖ |
    | 2 | มาตรการสอง | 1 | จัดทำประกาศ | {WORKS} | ม.ค. - ก.ย. ๖๖ |
"""  # noqa: E501 - a row of a plan
# Numbers of the mails that carry files and came in the days that are collected.
WITH_FILES = [*range(1, 16), *range(18, 53), 59, 60]


def plan_file(path: Path) -> Path:
    return write_xlsx(path, plan_book(STEPS, {"ส่วนราชการ": DIVISIONS}))


@cache
def report(division: str, result: str = "จัดประชุมตามแผน", measure: int = 1, **head: str) -> bytes:
    """A division's workbook; the same words, the same bytes."""
    rows = f"| มาตรการที่ | ข้อที่ | ผลการดำเนินงาน |\n| {measure} | 1 | {result} |"
    return _bytes(form(rows, division=division, **head))


@cache
def issued(shown: str, hidden: str) -> bytes:
    """A workbook that shows one division and was issued to another."""
    return _bytes(form(division=shown), sheet(f"| division | {hidden} |", "_form"))


def _bytes(*sheets: RawSheet) -> bytes:
    with TemporaryDirectory() as folder:
        return write_xlsx(Path(folder) / "x.xlsx", workbook(*sheets)).read_bytes()


def day(number: int, hour: int = 9) -> str:
    """A moment of April 2023."""
    return f"{number} Apr 2023 {hour:02}:00:00 +0700"


def mails() -> dict[int, bytes]:
    """The sixty, by their numbers; each bears its number as its subject."""
    return {**_reports(), **_trouble(), **_versions(), **_copies(), **_strays()}


def _reports() -> dict[int, bytes]:
    school = report(SCHOOL)
    old_name = renamed(
        zipped(("0" * 11 + ".xlsx", school)), b"0" * 11, "กองการศึกษา".encode("cp874")
    )
    by_telephone = _bytes(
        form(
            "| มาตรการที่ | ข้อที่ | สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง | ข้อเสนอแนะ |\n"
            "| 1 | 1 | | | | | |",
            division=HEALTH,
            nil="ไม่มีผลเพิ่มเติม",
            nil_reason="รอประชุมเดือนหน้า",
        )
    )
    return {
        1: _mail(1, file("รายงาน.xlsx", report(CLERK)), sender="clerk@example.go.th"),
        2: _mail(2, file("คลัง.xlsx", report(FINANCE, "ฉบับแรก")), date=day(1)),
        3: _mail(3, part(report(FINANCE), rfc2231_split("รายงาน กองคลัง.xlsx")), date=day(3)),
        4: _mail(4, carried(_mail(4, file("เก่า.xlsx", report(FINANCE)), date=day(2)))),
        5: _mail(5, file("1.xlsx", report(WORKS)), sender="works@example.go.th"),
        6: _mail(6, file("2.xlsx", report(WORKS, measure=2)), sender="Works@Example.go.th"),
        7: _mail(7, part(old_name, plain("รวม.zip", "cp874")), sender="school@example.go.th"),
        8: _mail(8, file("รายงาน.xlsx", report("", "สวัสดิการ")), sender="welfare@example.go.th"),
        9: _mail(9, file("รายงาน งานพัสดุ.xlsx", report("", "พัสดุ")), sender="someone@example.com"),
        10: _mail(10, file("รายงาน.xlsx", report(FINANCE)[:900]), date=day(5)),
        11: _mail(
            11,
            file("ประกอบ.pdf", PDF),
            file("โทรศัพท์.xlsx", by_telephone),
            logo(),
            sender="plan@example.go.th",
        ),
        12: _mail(
            12,
            file("ก.พ.xlsx", report(SCHOOL, month="กุมภาพันธ์ 2566")),
            sender="school@example.go.th",
        ),
        13: _mail(13, file("ใครไม่รู้.xlsx", report("กองลึกลับ")), sender="someone@example.com"),
        14: _mail(
            14, file("กองช่าง.xlsx", report(SCHOOL, "ปลอม")), date=day(1), auth="mx; spf=fail"
        ),
        15: _mail(
            15,
            file("ใหม่.xlsx", issued(CLERK, WORKS)),
            sender="clerk.private@example.com",
            date=day(4, 15),
            auth="mx.example.go.th; spf=fail smtp.mailfrom=example.com; dkim=none",
        ),
    }


def _trouble() -> dict[int, bytes]:
    inner = zipped(("ใน.zip", zipped(("ก.xlsx", report(CLERK)))))
    out_of_it = zipped(("../../หนี.xlsx", report(SCHOOL, "หนี")), (_link("ลิงก์.xlsx"), b"/etc/passwd"))
    bomb = zipped(("0.xlsx", bytes(40_000_000)))
    return {
        18: _mail(18, winmail(_wrapped("กองการศึกษา.xlsx", report(SCHOOL, "winmail"))), date=day(1)),
        19: _mail(19, carried(_inner(19)), sender="clerk@example.go.th"),
        20: _mail(20, file("ซ้อน.zip", inner), sender="someone@example.com"),
        21: _mail(21, file("ระเบิด.zip", bomb), sender="x@example.com"),
        22: _mail(22, file("../../../etc/หนี.xlsx", b"PK\x03\x04 no zip"), sender="x@example.com"),
        23: _mail(23, file("สแกน.pdf", PDF), sender="welfare@example.go.th"),
        24: _mail(24, file("เปิดไม่ได้.xlsx", hostile.encrypted()), sender="works@example.go.th"),
        25: _mail(25, file("หนี.zip", out_of_it), sender="school@example.go.th", date=day(1)),
        26: _mail(26, part(report(SCHOOL, "ชนิดผิด"), plain("a.png"), "image/png"), date=day(1)),
    }


def _versions() -> dict[int, bytes]:
    """Twenty versions that a division sent before the one that stands."""
    return {
        number: _mail(
            number,
            file("กองการศึกษา.xlsx", report(SCHOOL, f"ครั้งที่ {number}")),
            sender="school@example.go.th",
            date=day(1, number - 27),
        )
        for number in range(27, 47)
    }


def _copies() -> dict[int, bytes]:
    """The workbook of mail 8 again, under a name in each way that mailers write one."""
    names = (
        plain("สวัสดิการ.xlsx"),
        plain("สวัสดิการ.xlsx", "cp874"),
        rfc2047("สวัสดิการ.xlsx", "TIS-620"),
        rfc2047("สวัสดิการ.xlsx", "windows-874"),
        rfc2047("สวัสดิการ.xlsx", "utf-8", "utf-8", 15),
        b"filename*=TIS-620''%CA%C7%D1%CA%B4%D4%A1%D2%C3.xlsx",
    )
    content = report("", "สวัสดิการ")
    return {
        number: _mail(number, part(content, name), sender="welfare@example.go.th", date=day(2))
        for number, name in enumerate(names, start=47)
    }


def _strays() -> dict[int, bytes]:
    twin = b"Message-ID: <same@example.go.th>\r\n"
    welfare = "welfare@example.go.th"
    return {
        16: _mail(16),
        17: _mail(17, several("related", text("โปรโมชั่น"), logo()), sender="news@example.com"),
        53: _mail(53, sender="someone@example.com"),
        54: _mail(54),
        55: _mail(55),
        56: _mail(56, logo()),
        57: _mail(57, file("ปีก่อน.xlsx", report(CLERK, "ปีก่อน")), date=day(3)),
        58: _mail(58, file("ปีหน้า.xlsx", report(CLERK, "ปีหน้า")), date=day(3)),
        59: twin + _mail(59, file("ก.xlsx", report(WELFARE, "ก")), sender=welfare, date=day(1)),
        60: twin + _mail(60, file("ข.xlsx", report(WELFARE, "ข")), sender=welfare, date=day(1, 8)),
    }


def _mail(
    number: int,
    *parts: bytes,
    sender: str = "finance@example.go.th",
    date: str = day(4),
    auth: str | None = None,
) -> bytes:
    return mail(*parts, sender=sender, date=date, subject=str(number), auth=auth)


def _inner(number: int) -> bytes:
    older = file("แนบ.xlsx", report(WELFARE, "ส่งต่อ"))
    return _mail(number, older, sender="welfare@example.go.th", date=day(2, 11))


def _wrapped(name: str, content: bytes) -> bytes:
    return tnef_files.attachment(b"A~1.XLS", content, tnef_files.wide(tnef_files.LONG_NAME, name))


def _link(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = 0o120777 << 16
    return entry
