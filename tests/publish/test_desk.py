from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.core.address import Address
from pipeline.core.sealing import SealState
from pipeline.publish.desk import Desk

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words

FILE = "สำนักปลัด.xlsx"


@pytest.fixture
def desk(report: MonthReport, thai: Words, links: dict[str, str]) -> Desk:
    return Desk(report, thai, links)


def test_a_source_is_linked_to_its_cell(desk: Desk) -> None:
    link = desk.source_link(Address(FILE, "รายงานผล", 13, 8), 60_000)
    assert link is not None
    assert (link.file, link.sheet, link.row, link.column) == (
        "../inbox/2566-03/สำนักปลัด.xlsx",
        "รายงานผล",
        13,
        8,
    )


@pytest.mark.parametrize(
    ("where", "rows"), [(None, 1), (Address(FILE), 60_001), (Address("อื่น.xlsx"), 1)]
)
def test_no_link_where_none_is_known_or_too_many(
    desk: Desk, where: Address | None, rows: int
) -> None:
    assert desk.source_link(where, rows) is None


def test_an_ampersand_in_the_offices_name_is_no_code_of_the_footer(desk: Desk) -> None:
    report = desk.report
    organisation = replace(report.plan.organisation, name="ก & ข")
    plan = replace(report.plan, organisation=organisation)
    foot = Desk(replace(report, plan=plan), desk.words).page().footer
    assert foot is not None
    assert (foot.left, foot.right) == ("ก && ข มี.ค. ๒๕๖๖", "หน้า &P จาก &N")


@pytest.mark.parametrize(
    ("edition", "centre"),
    [
        (SealState(), "ร่าง"),
        (SealState(sealed=True), ""),
        (SealState(amendment=1, follows="ab"), "ร่างแก้ไขครั้งที่ ๑"),
        (SealState(sealed=True, amendment=1, follows="ab"), "แก้ไขครั้งที่ ๑"),
    ],
)
def test_every_page_foot_says_which_edition_it_is(
    desk: Desk, edition: SealState, centre: str
) -> None:
    foot = Desk(replace(desk.report, edition=edition), desk.words).page().footer
    assert foot is not None
    assert foot.centre == centre


def test_the_forms_own_word_heads_a_column(desk: Desk) -> None:
    assert [desk.header(key) for key in ("result", "verdict")] == ["ผลการดำเนินงาน", "ผลการติดตาม"]
