from __future__ import annotations

import struct
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.containers.parts import Contents, Part
from pipeline.intake.containers.tnef import open_tnef
from pipeline.intake.reading.refusal import Refusal, RefusalError
from tests.intake.tnef_files import (
    DATA,
    I_MESSAGE,
    LONG_NAME,
    METHOD,
    OBJECT,
    PROPERTIES,
    SHORT_NAME,
    attachment,
    binary,
    held,
    integer,
    item,
    named,
    narrow,
    shorts,
    tnef,
    unknown,
    wide,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

FINANCE = attachment(b"RPT~1.XLS", b"PK finance\0\0", wide(LONG_NAME, "รายงาน กองคลัง.xlsx"))
CLERK = attachment(b"RPT~2.XLS", b"PK clerk", narrow(LONG_NAME, "สำนักปลัด.xlsx".encode("cp874")))
BOTH = tnef(FINANCE, CLERK)
WHOLE = {b"PK finance\0\0", b"PK clerk"}


def parts(content: bytes) -> Sequence[Part]:
    return open_tnef(content).parts


def names(*attachments: bytes) -> list[str]:
    return [part.name for part in parts(tnef(*attachments))]


def assert_refused(content: bytes) -> None:
    with pytest.raises(RefusalError) as raised:
        open_tnef(content)
    assert raised.value.refusal == Refusal("file_unreadable")


def test_attachments_come_in_order_with_their_long_names() -> None:
    assert open_tnef(BOTH) == Contents(
        (Part("รายงาน กองคลัง.xlsx", b"PK finance\0\0"), Part("สำนักปลัด.xlsx", b"PK clerk"))
    )


def test_a_name_is_utf_8_where_it_can_be_else_the_thai_code_page() -> None:
    assert names(
        attachment("กองช่าง.xlsx".encode(), b"x"),
        attachment("กองช่าง.xlsx".encode("cp874"), b"x"),
        attachment(b"A.XLS", b"x", narrow(LONG_NAME, "กองคลัง.xlsx".encode())),
        attachment(b"A.XLS", b"x", wide(SHORT_NAME, "กองคลัง.xls")),
        attachment(b"", b"x"),
    ) == ["กองช่าง.xlsx", "กองช่าง.xlsx", "กองคลัง.xlsx", "กองคลัง.xls", ""]


def test_a_property_of_an_unknown_type_costs_no_file() -> None:
    odd = attachment(b"A.XLS", b"PK", unknown(0x3000), wide(LONG_NAME, "กองคลัง.xlsx"))
    assert parts(tnef(odd)) == (Part("A.XLS", b"PK"),)


def test_a_name_is_found_behind_properties_with_names_and_of_several_values() -> None:
    before = (named("ชื่อ", 1), named("ชื่อๆ", 1), shorts(0x3000, 1, 2, 3), shorts(0x3002, 1, 2))
    described = attachment(b"A.XLS", b"PK", *before, wide(LONG_NAME, "กองคลัง.xlsx"))
    assert parts(tnef(described)) == (Part("กองคลัง.xlsx", b"PK"),)


def test_a_file_without_attachments_has_no_parts() -> None:
    assert open_tnef(tnef()) == Contents(())


def test_an_empty_file_is_a_part() -> None:
    assert parts(tnef(attachment(b"A.XLS", b""))) == (Part("A.XLS", b""),)


@pytest.mark.parametrize("length", range(8))
def test_a_file_among_the_properties_keeps_its_length(length: int) -> None:
    content = b"PK\0\0\0\0\0\0"[:length]
    held_back = attachment(b"A.XLS", None, integer(METHOD, 1), binary(OBJECT, content))
    assert parts(tnef(held_back)) == (Part("A.XLS", content),)


def test_a_carried_mail_is_a_winmail_dat_again() -> None:
    carried = held(OBJECT, I_MESSAGE, tnef(CLERK))
    (part,) = parts(tnef(attachment(b"", None, integer(METHOD, 5), carried)))
    assert parts(part.content) == (Part("สำนักปลัด.xlsx", b"PK clerk"),)


@pytest.mark.parametrize("method", [2, 3, 4, 7])
def test_a_file_that_lies_elsewhere_is_linked(method: int) -> None:
    link = attachment(b"A.XLS", None, integer(METHOD, method))
    assert parts(tnef(link)) == (Part("A.XLS", b"", linked=True),)


@pytest.mark.parametrize("filling", [b"\n", b"\r\n", b"\0" * 40])
def test_filling_at_the_end_is_nothing(filling: bytes) -> None:
    assert open_tnef(BOTH + filling) == open_tnef(BOTH)


@pytest.mark.parametrize("length", range(len(BOTH)))
def test_what_is_cut_short_gives_whole_files_or_none(length: int) -> None:
    try:
        found = parts(BOTH[:length])
    except RefusalError:
        return
    assert {part.content for part in found} <= WHOLE


def test_what_is_cut_within_the_last_attachment_is_refused() -> None:
    start = len(tnef(FINANCE))
    after_content = BOTH.index(b"PK clerk") + len(b"PK clerk") + 2
    assert len(parts(BOTH[:start])) == 1
    assert len(parts(BOTH[:after_content])) == 2
    for length in range(start + 1, after_content):
        assert_refused(BOTH[:length])


def test_a_wrong_checksum_is_refused() -> None:
    assert_refused(BOTH.replace(b"PK clerk", b"PK clErk"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x78\x9f\x3e\x22",
        b"\x78\x9f\x3e\x22\x01\x00",
        b"PK\x03\x04" + BOTH[4:],
        BOTH + b"more after the end",
        tnef(item(DATA, b"PK, and no attachment began")),
        tnef(attachment(b"A.XLS", None)),
        tnef(attachment(b"A.XLS", None, integer(METHOD, 1))),
        tnef(FINANCE, item(PROPERTIES, struct.pack("<I", 0xFFFFFFFF))),
        tnef(FINANCE, item(PROPERTIES, struct.pack("<I", 1) + binary(OBJECT, b"x" * 99)[:-9])),
        tnef(attachment(b"A.XLS", b"PK", shorts(0x3000, claimed=0xFFFFFFFF))),
        tnef(FINANCE, item(PROPERTIES, b"\1"), b"\3"),
    ],
)
def test_what_is_damaged_is_refused(content: bytes) -> None:
    assert_refused(content)


def test_nothing_is_written(capfd: pytest.CaptureFixture[str]) -> None:
    parts(tnef(attachment(b"A.XLS", b"PK", unknown(0x3000))))
    assert_refused(BOTH.replace(b"PK clerk", b"PK clErk"))
    assert capfd.readouterr() == ("", "")


@given(st.integers(0, len(BOTH) - 1), st.binary(min_size=1, max_size=4))
def test_damage_ends_in_contents_or_a_refusal(place: int, odd: bytes) -> None:
    with suppress(RefusalError):
        open_tnef(BOTH[:place] + odd + BOTH[place + len(odd) :])


@given(st.binary(max_size=60))
def test_any_properties_end_in_contents_or_a_refusal(raw: bytes) -> None:
    with suppress(RefusalError):
        open_tnef(tnef(attachment(b"A.XLS", b"PK"), item(PROPERTIES, raw)))
