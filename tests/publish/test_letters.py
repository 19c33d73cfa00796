from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.core.calendar import FiscalYear, Month
from pipeline.core.plan import Division, Organisation
from pipeline.core.words import Digits
from pipeline.publish.letters import (
    Attachment,
    Letter,
    LetterKind,
    letter_bytes,
    letter_text,
    line_text,
)
from schemas.loading import load_words

if TYPE_CHECKING:
    from email.message import EmailMessage

    from pipeline.core.words import Words

THAI = load_words("th")
FORM = Attachment("กองช่าง.xlsx", b"PK\x03\x04\r\n--=_\x00\xff" * 40)
WORKS = Division("กองช่าง", email="works@tambon.example", head="ผู้อำนวยการกองช่าง")
POINTS = ("ช่อง J12 โปรดระบุหลักฐาน", "ช่อง I14 โปรดพิมพ์วันที่ เช่น ๑๕ ก.พ. ๖๖")
MEND = Letter(
    kind=LetterKind.MEND,
    organisation=Organisation(
        "99999",
        "องค์การบริหารส่วนตำบลตัวอย่าง",
        FiscalYear(2566),
        author="นักวิเคราะห์นโยบายและแผน",
    ),
    division=WORKS,
    month=Month(2566, 3),
    due=date(2023, 4, 5),
    by=date(2023, 4, 10),
    points=POINTS,
    notes=("ไฟล์แนบไม่มีแมโคร",),
    attachment=FORM,
)
REMIND = replace(MEND, kind=LetterKind.REMIND, points=(), notes=())
RECEIPT = replace(
    REMIND,
    kind=LetterKind.RECEIPT,
    attachment=None,
    received=datetime(2023, 4, 3, 9, 30),  # noqa: DTZ001  as an office's clock shows it
    file="mail.eml/กองช่าง.xlsx",
    sha256="0a" * 32,
)
HEADERS = ["To", "Subject", "X-Unsent", "Message-ID"]
MIME = ["Content-Type", "Content-Transfer-Encoding", "MIME-Version"]


def parsed(letter: Letter, words: Words = THAI) -> EmailMessage:
    return message_from_bytes(letter_bytes(letter, words), policy=default)


def body_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return body.get_content().replace("\r\n", "\n")


def test_a_letter_to_mend_in_thai() -> None:
    message = parsed(MEND)
    subject = "ขอให้แก้ไขรายงานผลตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำเดือน มีนาคม ๒๕๖๖"
    assert message["Subject"] == subject
    assert body_of(message) == (
        f"เรื่อง  {subject}\n"
        "เรียน  ผู้อำนวยการกองช่าง\n\n"
        "ตามที่ กองช่าง ได้ส่งรายงานประจำเดือน มีนาคม ๒๕๖๖ แล้วนั้น พบจุดที่ต้องแก้ไข ๒ จุด "
        "ตามที่ทำเครื่องหมายไว้ในไฟล์แนบ จึงขอให้แก้ในไฟล์แนบและส่งกลับภายใน ๑๐ เม.ย. ๒๕๖๖\n\n"
        "๑. ช่อง J12 โปรดระบุหลักฐาน\n"
        "๒. ช่อง I14 โปรดพิมพ์วันที่ เช่น ๑๕ ก.พ. ๖๖\n\n"
        "ไฟล์แนบไม่มีแมโคร\n\n"
        "จึงเรียนมาเพื่อโปรดดำเนินการ\n\n"
        "นักวิเคราะห์นโยบายและแผน\n"
        "องค์การบริหารส่วนตำบลตัวอย่าง\n"
    )


def test_a_letter_about_a_file_of_which_nothing_could_be_taken_names_it(english: Words) -> None:
    refused = replace(MEND, points=("ไฟล์นี้เสียหาย",), file="mail.eml/รายงาน.xlsx", refused=True)
    body = body_of(parsed(refused))
    assert (
        "ตามที่ กองช่าง ได้ส่งไฟล์ “รายงาน.xlsx” เป็นรายงานประจำเดือน มีนาคม ๒๕๖๖ แล้วนั้น "
        "ยังใช้ไฟล์นี้ไม่ได้ด้วยเหตุต่อไปนี้ จึงขอให้ส่งรายงานอีกครั้งภายใน ๑๐ เม.ย. ๒๕๖๖\n\n"
        "๑. ไฟล์นี้เสียหาย\n"
    ) in body
    assert "ทำเครื่องหมาย" not in body
    assert "The file “รายงาน.xlsx” that กองช่าง sent" in body_of(parsed(refused, english))


def test_a_reminder_in_english(english: Words) -> None:
    message = parsed(REMIND, english)
    assert message["Subject"] == "Report for มีนาคม 2566 is due"
    assert body_of(message) == (
        "Subject: Report for มีนาคม 2566 is due\n"
        "To ผู้อำนวยการกองช่าง\n\n"
        "The report of กองช่าง for มีนาคม 2566, due 5 เม.ย. 2566, has not come; fill in the attached "
        "form and send it by 10 เม.ย. 2566; if there is nothing new, say so with the reason and "
        "send it.\n\n"
        "For your action\n\n"
        "นักวิเคราะห์นโยบายและแผน\n"
        "องค์การบริหารส่วนตำบลตัวอย่าง\n"
    )


@pytest.mark.parametrize(
    ("letter", "told"),
    [
        (
            RECEIPT,
            (
                "ได้รับรายงานประจำเดือน มีนาคม ๒๕๖๖ ของ กองช่าง เมื่อ ๓ เม.ย. ๒๕๖๖ ๐๙:๓๐ ข้อมูลครบถ้วน "
                f"ไม่มีจุดที่ต้องแก้ไข (ไฟล์ กองช่าง.xlsx รหัสตรวจสอบไฟล์ {'0a' * 32})"
            ),
        ),
        (
            replace(RECEIPT, received=None, sha256=None),
            "ได้รับรายงานประจำเดือน มีนาคม ๒๕๖๖ ของ กองช่าง ข้อมูลครบถ้วน ไม่มีจุดที่ต้องแก้ไข",
        ),
    ],
)
def test_a_receipt_leaves_out_what_is_not_known(letter: Letter, told: str) -> None:
    assert letter_text(letter, THAI) == (
        "เรื่อง  ได้รับรายงานประจำเดือน มีนาคม ๒๕๖๖ แล้ว\n"
        "เรียน  ผู้อำนวยการกองช่าง\n\n"
        f"{told}\n\n"
        "จึงเรียนมาเพื่อทราบ\n\n"
        "นักวิเคราะห์นโยบายและแผน\n"
        "องค์การบริหารส่วนตำบลตัวอย่าง\n"
    )


def test_a_receipt_in_english(english: Words) -> None:
    told = letter_text(replace(RECEIPT, received=date(2023, 4, 3)), english).split("\n\n")
    assert told[1] == (
        "The report of กองช่าง for มีนาคม 2566 came on 3 เม.ย. 2566; nothing to mend "
        f"(file กองช่าง.xlsx, fingerprint {'0a' * 32})."
    )
    assert told[2] == "For your information"


def test_forty_points_are_listed_and_the_others_counted() -> None:
    letter = replace(MEND, points=tuple(f"จุด {n}" for n in range(1, 46)))
    points = letter_text(letter, THAI).split("\n\n")[2].split("\n")
    assert points[0] == "๑. จุด 1"
    assert points[39:] == ["๔๐. จุด 40", "และอีก ๕ จุด ตามแผ่นงานแรกของไฟล์แนบ"]
    forty = letter_text(replace(MEND, points=letter.points[:40]), THAI)
    assert forty.split("\n\n")[2].endswith("\n๔๐. จุด 40")


def test_without_positions_the_head_and_the_analyst_are_named_by_role(english: Words) -> None:
    letter = replace(
        MEND,
        division=Division("กองคลัง"),
        organisation=Organisation("99999", "อบต.ตัวอย่าง", FiscalYear(2566)),
    )
    thai = letter_text(letter, THAI)
    assert thai.split("\n")[1] == "เรียน  หัวหน้าส่วนราชการ กองคลัง"
    assert thai.endswith("\n\nผู้รวบรวมรายงาน\nอบต.ตัวอย่าง\n")
    assert letter_text(letter, english).split("\n")[1] == "To the head of กองคลัง"
    assert letter_text(letter, english).endswith("\n\nThe analyst\nอบต.ตัวอย่าง\n")


def test_line_text_has_each_division_and_what_to_paste() -> None:
    clerk = replace(REMIND, division=Division("สำนักปลัด"))
    assert line_text((MEND, clerk, RECEIPT), THAI) == (
        "กองช่าง\n"
        "เรียน  ผู้อำนวยการกองช่าง รายงานมาตรการคุณธรรมและความโปร่งใส เดือน มีนาคม ๒๕๖๖ "
        "มีจุดที่ต้องแก้ไข ๒ จุด ขอให้แก้ในไฟล์แนบและส่งกลับภายใน ๑๐ เม.ย. ๒๕๖๖ ขอบคุณครับ/ค่ะ\n"
        "\n"
        "สำนักปลัด\n"
        "เรียน  หัวหน้าส่วนราชการ สำนักปลัด ขอรายงานมาตรการคุณธรรมและความโปร่งใส เดือน มีนาคม ๒๕๖๖ "
        "ภายใน ๑๐ เม.ย. ๒๕๖๖ ไฟล์แบบรายงานตามแนบ หากไม่มีผลเพิ่มเติมโปรดแจ้งเหตุผล ขอบคุณครับ/ค่ะ\n"
        "\n"
        "กองช่าง\n"
        "เรียน  ผู้อำนวยการกองช่าง ได้รับรายงานมาตรการคุณธรรมและความโปร่งใส เดือน มีนาคม ๒๕๖๖ "
        "ครบถ้วนแล้ว ขอบคุณครับ/ค่ะ\n"
    )
    assert line_text((), THAI) == ""


def test_line_text_in_english(english: Words) -> None:
    assert line_text((REMIND,), english) == (
        "กองช่าง\n"
        "To ผู้อำนวยการกองช่าง; the report for มีนาคม 2566 is wanted by 10 เม.ย. 2566; "
        "form attached; if nothing new, say why. Thank you.\n"
    )


def test_the_workbook_goes_with_it_whole_under_its_thai_name() -> None:
    name = "งานบริหารงานบุคคลและพัฒนาท้องถิ่น (2).xlsx"
    (part,) = parsed(replace(MEND, attachment=Attachment(name, FORM.content))).iter_attachments()
    assert part.get_filename() == name
    assert part.get_content() == FORM.content
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert part.get_content_type() == kind


def test_a_draft_has_no_sender_and_no_date_and_ends_its_lines_as_mail_does() -> None:
    content = letter_bytes(MEND, THAI)
    message = message_from_bytes(content, policy=default)
    assert sorted(message.keys()) == sorted([*HEADERS, "MIME-Version", "Content-Type"])
    assert message["X-Unsent"] == "1"
    assert content.count(b"\n") == content.count(b"\r\n")


def test_no_word_of_the_subject_is_longer_than_mail_allows() -> None:
    words = re.findall(rb"=\?utf-8\?b\?\S+\?=", letter_bytes(MEND, THAI))
    assert len(words) >= 5
    assert max(map(len, words)) <= 75


def test_the_same_letter_gives_the_same_bytes_and_another_one_another_id() -> None:
    assert letter_bytes(MEND, THAI) == letter_bytes(replace(MEND), THAI)
    others = (
        replace(MEND, points=POINTS[:1]),
        replace(MEND, division=replace(WORKS, email="other@tambon.example")),
        replace(MEND, attachment=replace(FORM, content=b"PK")),
        replace(MEND, attachment=replace(FORM, name="x.xlsx")),
        replace(MEND, attachment=None),
    )
    ids = {parsed(one)["Message-ID"] for one in (MEND, *others)}
    assert len(ids) == 6
    assert all(one.startswith("<") and one.endswith("@ita.invalid>") for one in ids)


@pytest.mark.parametrize(
    ("registered", "to"),
    [
        ("a@x.go.th", "a@x.go.th"),
        ("a@x.go.th, b@x.go.th;c@x.go.th d@x.go.th", "a@x.go.th, b@x.go.th, c@x.go.th, d@x.go.th"),
        ("กองช่าง <a@x.go.th>", "a@x.go.th"),
        ("a@x.go.th;a@x.go.th;", "a@x.go.th"),
        ("\u200ba@x.go.th", "a@x.go.th"),
        ("a@x.go.th\r\nX-Evil: 1", "a@x.go.th"),
        ("", None),
        (" - ", None),
        ("ไม่มี", None),
        ("a@b@x.go.th", None),
        ("a..b@x.go.th", None),
        ("a@x..th", None),
        (f"{'a' * 65}@x.go.th", None),
    ],
)
def test_the_registered_addresses_are_the_receivers(registered: str, to: str | None) -> None:
    message = parsed(replace(MEND, division=replace(WORKS, email=registered)))
    assert message["To"] == to
    assert message["X-Evil"] is None


def test_long_and_many_addresses_stay_whole() -> None:
    addresses = [f"{'a' * 60}{n}@{'b' * 60}.{'c' * 60}.go.th" for n in range(1, 4)]
    message = parsed(replace(MEND, division=replace(WORKS, email=" ".join(addresses))))
    assert [one.addr_spec for one in message["To"].addresses] == addresses


def test_a_subject_in_arabic_digits_keeps_its_space() -> None:
    words = load_words("th", Digits.ARABIC)
    assert parsed(RECEIPT, words)["Subject"] == "ได้รับรายงานประจำเดือน มีนาคม 2566 แล้ว"
    assert parsed(REMIND, words)["Subject"].endswith("ความโปร่งใส ประจำเดือน มีนาคม 2566")


def test_a_name_with_line_breaks_or_broken_letters_stays_in_its_line() -> None:
    division = Division("กอง\r\nBcc: x@y.z\ud800", head="หัว\u2028หน้า")
    lines = letter_text(replace(MEND, division=division, points=("หนึ่ง\nสอง",)), THAI).split("\n")
    assert lines[1] == "เรียน  หัว หน้า"
    assert lines[3].startswith("ตามที่ กอง Bcc: x@y.z\ufffd ได้ส่ง")
    assert lines[5] == "๑. หนึ่ง สอง"


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=80)
REGISTERED = ANYTHING | st.lists(st.emails() | ANYTHING).map(" ".join)


@given(
    name=ANYTHING, head=ANYTHING, email=REGISTERED, file=ANYTHING, kind=st.sampled_from(LetterKind)
)
@example("ก\r\nTo: x@y.z", "\r\n\r\nข", "a@b.c\r\nBcc: x@y.z", "\r\n--=_\r\n.xlsx", LetterKind.MEND)
def test_no_name_or_address_makes_a_malformed_message(
    name: str, head: str, email: str, file: str, kind: LetterKind
) -> None:
    division = Division(name, email=email, head=head)
    attachment = Attachment(f"{file}.xlsx", b"PK")
    for letter in (
        replace(MEND, kind=kind, division=division, attachment=attachment),
        replace(MEND, kind=kind, division=division, attachment=None, file=file),
    ):
        message = parsed(letter)
        allowed = {*HEADERS, *MIME}
        assert len(message.keys()) == len(set(message.keys()))
        assert set(message.keys()) <= allowed
        assert [part.defects for part in message.walk()] == [[]] * len(list(message.walk()))
        assert [d for header in message.values() for d in header.defects] == []
        assert message["Subject"].endswith(("มีนาคม ๒๕๖๖", "มีนาคม ๒๕๖๖ แล้ว"))
        assert body_of(message).endswith("องค์การบริหารส่วนตำบลตัวอย่าง\n")
        contents = [part.get_content() for part in message.iter_attachments()]
        assert contents == ([b"PK"] if letter.attachment else [])
