from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.calendar import FiscalYear, Month
from pipeline.core.dates import (
    CellDates,
    FoundDate,
    find_dates,
    parse_cell_dates,
    parse_day,
    parse_month,
)
from pipeline.core.period_kinds import Note

FY2566 = FiscalYear(2566)


def spans(dates: tuple[FoundDate, ...]) -> str:
    return " ".join(str(item.span) for item in dates)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-04-04", date(2023, 4, 4)),
        ("2566-04-04", date(2023, 4, 4)),
        ("4 เม.ย. 66", date(2023, 4, 4)),
        ("๔ เมษายน ๒๕๖๖", date(2023, 4, 4)),
        ("4/4/2566", date(2023, 4, 4)),
        ("29/2/2567", date(2024, 2, 29)),
        ("4 เม.ย.", None),
        ("เม.ย. 66", None),
        ("4-5 เม.ย. 66", None),
        ("4/4/23", None),
        ("ภายใน 4 เม.ย. 66", None),
        ("พรุ่งนี้", None),
        ("", None),
    ],
)
def test_exactly_one_day(text: str, day: date | None) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2566-03", Month(2566, 3)),
        ("2023-03", Month(2566, 3)),
        ("มี.ค. 66", Month(2566, 3)),
        ("มีนาคม 2566", Month(2566, 3)),
        ("๐๓/๒๕๖๖", Month(2566, 3)),
        ("2566-13", None),
        ("มี.ค.", None),
        ("มี.ค. 23", None),
        ("15 มี.ค. 66", None),
        ("2566", None),
    ],
)
def test_exactly_one_month(text: str, month: Month | None) -> None:
    assert parse_month(text) == month


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("๑๕ ก.พ. ๖๖", "2023-02-15"),
        ("๑๕, ๒๒ ก.พ. ๖๖", "2023-02-15 2023-02-22"),
        ("15/2/2566, 22/2/2566", "2023-02-15 2023-02-22"),
        ("15/2/2566;22/2/2566", "2023-02-15 2023-02-22"),
        ("15 ก.พ. 66/22 ก.พ. 66", "2023-02-15 2023-02-22"),
        ("15 ก.พ. และ 22 มี.ค. 66", "2023-02-15 2023-03-22"),
        ("เมื่อวันที่ ๑๕ ก.พ. ๖๖", "2023-02-15"),
        ("- ๑๕ ก.พ. ๖๖\n- ๒๒ ก.พ. ๖๖", "2023-02-15 2023-02-22"),
        ("1. 15 ก.พ. 66\n2. 22 ก.พ. 66", "2023-02-15 2023-02-22"),
        ("15 ก.พ. 66 (ครั้งที่ 1), 22 ก.พ. 66 (ครั้งที่ 2)", "2023-02-15 2023-02-22"),
        ("มี.ค. ๖๖", "2023-03-01/2023-03-31"),
        ("มี.ค./ก.ย. 66", "2023-03-01/2023-03-31 2023-09-01/2023-09-30"),
        ("3-5 ม.ค. 66; 7 ม.ค. 66", "2023-01-03/2023-01-05 2023-01-07"),
        ("15/2/66 - 17/2/66", "2023-02-15/2023-02-17"),
        ("15 ก.พ. 66 เวลา 09.00 น.", "2023-02-15"),
        ("15 ต.ค.", "2022-10-15"),
        ("-", ""),
        ("", ""),
    ],
)
def test_cell_of_dates(text: str, expected: str) -> None:
    found = parse_cell_dates(text, FY2566)
    assert (spans(found.dates), found.unread) == (expected, ())


@pytest.mark.parametrize(
    ("text", "dates", "unread", "reason"),
    [
        ("15 ก.พ. 66, ประชุม", "2023-02-15", "ประชุม", Note.NOT_A_DATE),
        ("15 ก.พ. 66 (ยกเลิก)", "", "15 ก.พ. 66 (ยกเลิก)", Note.NOT_A_DATE),
        ("31 เม.ย. 66 และ 30 เม.ย. 66", "2023-04-30", "31 เม.ย. 66", Note.NO_SUCH_DAY),
        ("2/15/2566", "", "2/15/2566", Note.MONTH_BEFORE_DAY),
        ("๓o มีนาคม ๖๖", "", "๓o มีนาคม ๖๖", Note.LATIN_O_FOR_ZERO),
        ("15/2/23", "", "15/2/23", Note.CE_TWO_DIGITS),
        ("ตลอดปี 66", "", "ตลอดปี 66", Note.NOT_A_DATE),
        ("ไตรมาส 2", "", "ไตรมาส 2", Note.NOT_A_DATE),
        ("ภายใน 30 ก.ย. 66", "", "ภายใน 30 ก.ย. 66", Note.NOT_A_DATE),
        ("15 ก.พ. 66 22 ก.พ. 66", "", "15 ก.พ. 66 22 ก.พ. 66", Note.TWO_READINGS),
        ("1. มี.ค. 66", "", "1. มี.ค. 66", Note.TWO_READINGS),
        ("ไม่มี", "", "ไม่มี", Note.NOT_A_DATE),
        ("081-234-5678", "", "081-234-5678", Note.NOT_A_DATE),
    ],
)
def test_what_is_no_date_stays_unread(text: str, dates: str, unread: str, reason: Note) -> None:
    found = parse_cell_dates(text, FY2566)
    assert (spans(found.dates), found.unread, found.reasons) == (dates, (unread,), (reason,))


def test_two_readings_of_a_month_before_the_new_year() -> None:
    found = parse_cell_dates("ธ.ค., ม.ค. 66", FY2566)
    assert spans(found.dates) == "2023-01-01/2023-01-31"
    assert found.unread == ("ธ.ค.",)
    assert [str(span) for span in found.readings] == [
        "2023-12-01/2023-12-31",
        "2022-12-01/2022-12-31",
    ]


def test_year_of_the_plan_is_noted_and_the_text_kept() -> None:
    (found,) = parse_cell_dates("เมื่อวันที่ ๑๕ ก.พ.", FY2566).dates
    assert found.text == "๑๕ ก.พ."
    assert found.notes == (Note.YEAR_FROM_PLAN,)
    assert parse_cell_dates("๑๕ ก.พ.", None).reasons == (Note.YEAR_MISSING,)


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("ประชุมประจำเดือน … เมื่อวันที่ ๑๕ ก.พ. ๖๖", "2023-02-15"),
        ("นักวิเคราะห์ฯ ดำเนินการแล้ว เมื่อ มี.ค. ๖๖", "2023-03-01/2023-03-31"),
        ("การใช้รถยนต์ราชการ ฯลฯ เมื่อ ๔ เม.ย. ๖๕", "2022-04-04"),
        ("ประชุม 15/2/2566 แล้ว", "2023-02-15"),
        ("ประกาศแล้ว 15 ก.พ. 66", "2023-02-15"),
        ("ประชุมเจ้าหน้าที่ 15 ก.พ. 66", "2023-02-15"),
        ("ลงพื้นที่ 15 ก.พ. 66 แจ้งล่วงหน้า 3 มี.ค. 66", "2023-02-15 2023-03-03"),
        ("หนังสือ ว 15 ก.พ. 66", ""),
        ("เดือน ต.ค. ๖๕ รายงานแล้ว", "2022-10-01/2022-10-31"),
        ("มี.ค. ๖๖ ข้อมูลครบถ้วน", "2023-03-01/2023-03-31"),
        ("อบรม มี.ค. 66 ราย", ""),
        ("ระหว่างวันที่ 3-5 ม.ค. 66 ณ ห้องประชุม", "2023-01-03/2023-01-05"),
        ("คำสั่งที่ ๑๒/๒๕๖๖ ลงวันที่ 5 ม.ค. 2566", "2023-01-05"),
        ("ครั้งที่ 1/2566 เมื่อวันศุกร์ที่ 3 กุมภาพันธ์ พ.ศ. 2566 เวลา 09.00 น.", "2023-02-03"),
        ("อบรมวันที่ 15, 22 ก.พ. 66 และ 3 มี.ค. 66", "2023-02-15 2023-02-22 2023-03-03"),
        ("อบรมเดือน มี.ค. และ ก.ย. 66 ครบ", "2023-03-01/2023-03-31 2023-09-01/2023-09-30"),
        ("๑. ๑๕ ก.พ. ๖๖ ประชุม ๒. ๒๒ ก.พ. ๖๖ อบรม", "2023-02-15 2023-02-22"),
        ("ประชุม (15 ก.พ. 66)", "2023-02-15"),
        ("-๑๕ ก.พ. ๖๖ ประชุม", "2023-02-15"),
        ("ประกาศวันที่ 2566-02-15", "2023-02-15"),
        ("คำสั่งที่ ๑๒/๒๕๖๖", ""),
        ("นก ๗๙๔๐๑.๑/๑๔๑", ""),
        ("มท 0808.2/ว 1234", ""),
        ("โทร 02-12-2566, 081-234-5678, 0 4231 2566", ""),
        ("www.wangthong.go.th/15/2/2566/ https://a.b/2566-02-15", ""),
        ("admin15.2.2566@wangthong.go.th", ""),
        ("งบ 15,000 บาท ปี ๒๕๖๖", ""),
        ("ตัวชี้วัดตัวที่ ๑๐ ทุก ๓ เดือน", ""),
        ("ประชุม ๑๕ ก.พ. ครั้งหนึ่ง", ""),
        ("อบรม มี.ค. 66 คน", ""),
        ("1. มี.ค. 66 ประชุม", ""),
        ("ข้อ 5 มี.ค. 66", ""),
        ("จะแล้วเสร็จภายในวันที่ 30 ก.ย. 66", ""),
        ("ขยายเวลาถึงวันที่ 30 ก.ย. 66", ""),
        ("ก่อนวันที่ 15 ก.พ. 66 และหลังวันที่ 20 ก.พ. 66", ""),
        ("ประชุม 45 ก.พ. 66 และ 31 เม.ย. 66", ""),
        ("แจก ส.ค.ส. 2566", ""),
        ("ไฟล์ รายงาน_15-2-2566.pdf", ""),
        ("อบรม 15 มี.ค. 23", ""),
        ("ประชุม ๓o มีนาคม ๒๕๖๖", ""),
        ("บ้านเลขที่ 12/3/66 หมู่ 5", ""),
        ("รุ่น 15/2/66/1", ""),
        ("ข้อ 1.2.66", ""),
        ("ตามมาตรการ ปี 2566 และปีงบประมาณ 2567", ""),
        ("ไม่มีตัวเลข", ""),
    ],
)
def test_dates_inside_prose(prose: str, expected: str) -> None:
    assert spans(find_dates(prose, FY2566)) == expected


def test_found_text_is_the_date_alone() -> None:
    found = find_dates("ประชุมเมื่อวันที่ ๑๕\u00a0ก.พ. ๖๖ ครบ", None)
    assert [item.text for item in found] == ["๑๕ ก.พ. ๖๖"]


PIECES = [
    "15",
    "2566",
    "66",
    "ก.พ.",
    "มี.ค.",
    "/",
    "-",
    " ",
    "\n",
    ",",
    "และ",
    "(",
    ")",
    "ประชุม",
    "๓o",
]
PIECES += ["วันที่", "ที่", "ถึง", "1.", "15/2/66", "ครั้งที่ 1", "ไตรมาส 2", "ธ.ค.", "08-1234", "น.", ";"]
MUTATED = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)


@settings(max_examples=1500, deadline=None)
@given(text=st.one_of(st.text(max_size=40), MUTATED))
def test_any_cell_and_prose_is_read_soundly(text: str) -> None:
    found: CellDates = parse_cell_dates(text, FY2566)
    assert len(found.unread) == len(found.reasons)
    for item in (*found.dates, *find_dates(text, FY2566)):
        assert item.span.start is not None
        assert item.span.end is not None
        assert item.span.start <= item.span.end
        assert item.text.strip() == item.text != ""
