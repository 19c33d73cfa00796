from __future__ import annotations

import pytest

from pipeline.core.calendar import FiscalYear
from pipeline.core.names import division_book, name_book, office_names, organisation_book
from pipeline.core.plan import Division, Organisation

OFFICE_WORDS = ("องค์การบริหารส่วนตำบล/อบต.", "เทศบาลตำบล/ทต.", "เทศบาล")
OWN = Organisation("wt", "องค์การบริหารส่วนตำบลวังทอง", FiscalYear(2566))
DIVISIONS = (
    Division("สำนักปลัด", aliases=("สป.",)),
    Division("กองคลัง"),
    Division("กองการศึกษา ศาสนาและวัฒนธรรม", aliases=("กองการศึกษาฯ",)),
    Division("งานวิเคราะห์นโยบายและแผน"),
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("สำนักปลัด", "สำนักปลัด"),
        ("สำนักปลัดฯ", "สำนักปลัด"),
        (" สำนัก ปลัด ", "สำนักปลัด"),
        ("สำนักปลัด อบต.", "สำนักปลัด"),
        ("สำนักปลัดองค์การบริหารส่วนตำบล", "สำนักปลัด"),
        ("สำนักปลัด อบต.วังทอง", "สำนักปลัด"),
        ("องค์การบริหารส่วนตำบลวังทอง สำนักปลัด", "สำนักปลัด"),
        ("สำนักปลัดเทศบาล", "สำนักปลัด"),
        ("สป", "สำนักปลัด"),
        ("กองการศึกษา", "กองการศึกษา ศาสนาและวัฒนธรรม"),
        ("งานแผน", "งานวิเคราะห์นโยบายและแผน"),
        ("กองช่าง", None),
        ("กอง", None),
        ("", None),
    ],
)
def test_divisions_as_people_write_them(typed: str, name: str | None) -> None:
    answers = [("งานแผน", "งานวิเคราะห์นโยบายและแผน"), ("กอง", "กองที่ไม่มี")]
    assert division_book(OWN, DIVISIONS, OFFICE_WORDS, answers).find(typed) == name


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("กองคลั่ง", "กองคลัง"),
        ("งานวิเคราะห์ฯ", "งานวิเคราะห์นโยบายและแผน"),
        ("โรงพยาบาล", None),
    ],
)
def test_a_near_name_is_a_question_only(typed: str, near: str | None) -> None:
    book = division_book(OWN, DIVISIONS, OFFICE_WORDS)
    assert (book.find(typed), book.nearest(typed)) == (None, near)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("องค์การบริหารส่วนตำบลวังทอง", True),
        ("องค์การบริหารส่วนตำบล วังทอง", True),
        ("อบต.วังทอง", True),
        ("อบต. วังทอง", True),
        ("WT", True),
        ("เทศบาลตำบลวังทอง", False),
        ("อบต.วังทองใหม่", False),
    ],
)
def test_the_organisation_as_people_write_it(typed: str, known: bool) -> None:  # noqa: FBT001 - a column of the table
    assert (organisation_book(OWN, OFFICE_WORDS).find(typed) is not None) is known


def test_a_spelling_that_two_names_share_means_neither() -> None:
    book = name_book([("กองคลัง", ("กค",)), ("กองช่าง", ("กค",))])
    assert (book.find("กค"), book.find("กองช่าง")) == (None, "กองช่าง")


def test_a_name_goes_before_another_ones_alias_and_before_what_affixes_leave() -> None:
    named = [("สำนักปลัด", ("คลัง",)), ("คลัง", ()), ("สำนักปลัดเทศบาล", ())]
    book = name_book(named, ("เทศบาล",))
    assert [book.find(one) for one in ("คลัง", "สำนักปลัด", "สำนักปลัดเทศบาล")] == [
        "คลัง",
        "สำนักปลัด",
        "สำนักปลัดเทศบาล",
    ]


def test_affixes_are_taken_from_the_ends_alone() -> None:
    assert name_book([("งานประเภทตำแหน่ง", ())], ("ทต.",)).find("งานประเภตำแหน่ง") is None


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("อบต.วังทอง", ("องค์การบริหารส่วนตำบลวังทอง", "อบตวังทอง")),
        ("เทศบาลตำบลจุน", ("เทศบาลตำบลจุน", "ทตจุน")),
        ("เทศบาลเวียง", ("เทศบาลเวียง",)),
        ("เมืองพัทยา", ("เมืองพัทยา",)),
        ("เทศบาล", ("เทศบาล",)),
    ],
)
def test_spellings_of_an_office(name: str, spellings: tuple[str, ...]) -> None:
    assert office_names(name, OFFICE_WORDS) == spellings
