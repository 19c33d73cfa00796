"""The invented office through the door: six months against what was thought out by hand."""

from __future__ import annotations

import email
import json
import re
import shutil
import zipfile
from email.policy import default
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pipeline.example.invented.building import MARK, build, deliver_late
from tests.door import contents, ita, process, table
from tests.invented import (
    CLOSED,
    CUT_OFFS,
    FIGURES,
    FINDINGS,
    GAP_LABELS,
    GAPS,
    GONE,
    MONTHS,
    OUTCOMES,
    SHORT,
    SITUATIONS,
    UNTIED,
    VERDICTS,
    VERDICTS_OF_OCTOBER,
    by_duty,
    gaps_of,
    lines,
    looks,
    of_month,
    place,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LATE = "workbooks/inbox/2566-09/03 กองสวัสดิการ ส่งช้า.eml"
# Findings of the plan, which are not of a month's reports.
PLANS = ("plan-2566.xlsx", "plan-2567.xlsx")
# A title of a person and a name behind it; positions and มิถุนายน hold the same letters.
PERSON = re.compile(r"(?:(?<!ถุ)นาย(?!ก|ช่าง|อำเภอ)|นางสาว|นาง(?!สาว)|น\.ส\.|ว่าที่)\s?[ก-ฮเ-ไ]")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The outputs of each run by month; `09` is September as it was before the late return."""
    folder = tmp_path_factory.mktemp("invented")
    said = ita("demo", "--example", "invented", "--out", folder / "office", "--lang", "en")
    assert said.status == 0, said.err
    (folder / "said.txt").write_text(said.out, encoding="utf-8")
    shutil.copytree(folder / "office", folder / "before")
    (folder / "before" / LATE).unlink()
    options = ("--workspace", folder / "before", "--lang", "en")
    assert ita("consolidate", "2566-09", *options).status == 0
    outputs = {
        month: folder / "office" / "outputs" / f"2566-{month.rstrip('+')}" for month in MONTHS
    }
    return {**outputs, "09": folder / "before" / "outputs" / "2566-09"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace with everything that came in, nothing consolidated."""
    folder = tmp_path_factory.mktemp("built")
    build(folder)
    deliver_late(folder)
    return folder


def rows(played: dict[str, Path], month: str, name: str) -> list[dict[str, str]]:
    return table(played[month] / f"{name}.csv")


@pytest.mark.parametrize("month", MONTHS)
def test_every_duty_has_the_verdict_that_was_thought_out(
    played: dict[str, Path], month: str
) -> None:
    tracked = [one for one in rows(played, month, "tracking") if one["step_no"]]
    found = {(place(one), SHORT[one["division"]]): one["verdict"] for one in tracked}
    assert found == by_duty(VERDICTS_OF_OCTOBER if month == "10" else VERDICTS, month)
    assert len(tracked) == len(found)


@pytest.mark.parametrize("month", MONTHS)
def test_what_is_tied_to_no_step_stands_apart(played: dict[str, Path], month: str) -> None:
    untied = [one for one in rows(played, month, "tracking") if not one["step_no"]]
    found = [(SHORT[one["division"]], one["measure_no"] or "-", one["verdict"]) for one in untied]
    assert sorted(found) == of_month(UNTIED, month)


@pytest.mark.parametrize("month", MONTHS)
def test_every_gap_is_raised_as_old_and_as_urgent_as_was_thought_out(
    played: dict[str, Path], month: str
) -> None:
    assert sorted(gaps_of(rows(played, month, "gaps"))) == of_month(GAPS, month)


@pytest.mark.parametrize("month", MONTHS)
def test_every_finding_is_made_once(played: dict[str, Path], month: str) -> None:
    found = [
        (one["code"], SHORT[one["division"]], place(one))
        for one in rows(played, month, "findings")
        if one["file"] not in PLANS
    ]
    assert sorted(found) == of_month(FINDINGS, month)


@pytest.mark.parametrize("month", [one for one in MONTHS if one != "09"])
def test_every_file_came_to_what_was_thought_out(played: dict[str, Path], month: str) -> None:
    found = [
        (one["file"], one["outcome"], SHORT[one["division"]])
        for one in rows(played, month, "submissions")
    ]
    assert sorted(found) == of_month(OUTCOMES, month)


@pytest.mark.parametrize("month", MONTHS)
def test_the_gaps_that_a_month_closed_are_listed(played: dict[str, Path], month: str) -> None:
    assert sorted(closed_in(played[month])) == of_month(CLOSED, month)


def closed_in(outputs: Path) -> Iterator[tuple[str, ...]]:
    """The rows below `Gaps closed this month` of the sheet of changes."""
    book = load_workbook(outputs / "tracking.xlsx")
    cells = [
        [value for value in row if value is not None]
        for row in book["Changes"].iter_rows(values_only=True)
    ]
    book.close()
    labels = {row["label"]: row["gap"] for row in lines(GAP_LABELS)}
    inside = False
    for row in cells:
        inside = (inside and bool(row)) or row == ["Gaps closed this month"]
        if inside and row[0] in labels:
            division = next((SHORT[one] for one in row if one in SHORT), "-")
            step = ".".join(str(one) for one in row[2:-2]) or "-"
            yield labels[row[0]], division, step, SHORT_MONTHS[str(row[-2])]


SHORT_MONTHS = {"พ.ค. 2566": "05", "มิ.ย. 2566": "06", "ก.ค. 2566": "07", "ส.ค. 2566": "08"}


@pytest.mark.parametrize("month", MONTHS)
def test_each_month_keeps_its_usual_cut_off(played: dict[str, Path], month: str) -> None:
    assert json.loads((played[month] / "run.json").read_text("utf-8"))["as_of"] == CUT_OFFS[month]


@pytest.mark.parametrize(("situation", "month", "file", "shown"), list(looks(SITUATIONS)))
def test_every_situation_of_the_product_occurs(
    played: dict[str, Path], situation: str, month: str, file: str, shown: dict[str, str]
) -> None:
    found = [row for row in rows(played, month, file) if shown.items() <= row.items()]
    assert found, situation


@pytest.mark.parametrize(("situation", "month", "file", "shown"), list(looks(GONE)))
def test_what_was_settled_is_gone(
    played: dict[str, Path], situation: str, month: str, file: str, shown: dict[str, str]
) -> None:
    assert not [row for row in rows(played, month, file) if shown.items() <= row.items()], situation


FIGURES_LINE = (
    "{month} (invented): sent {sent} · unusable {unusable} · not sent {not sent} · "
    "planned steps {planned} · done {done} · overdue {overdue} · urgent gaps {urgent} {and}"
)


def test_a_line_of_figures_a_month_says_that_it_is_invented(played: dict[str, Path]) -> None:
    said = (played["05"].parents[2] / "said.txt").read_text("utf-8").splitlines()
    assert said[0].startswith("Invented example: the office and all its data are made up")
    assert said[1:8] == [FIGURES_LINE.format(**row).strip() for row in lines(FIGURES)]
    assert "invented" in said[8]
    assert said[9].endswith("outputs/2566-10/tracking.xlsx")


def test_made_again_by_a_machine_of_another_zone_and_language_it_comes_to_the_same(
    played: dict[str, Path],
) -> None:
    office = played["05"].parents[1]
    before = made_in(office)
    strange = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"}
    options = ("--example", "invented", "--out", office, "--lang", "en", "--json")
    said = process("demo", *options, **strange)
    assert said.status == 0
    months = [one["month"] for one in json.loads(said.out)]
    assert months == ["2566-05", "2566-06", "2566-07", "2566-08", "2566-09", "2566-10"]
    assert made_in(office) == before


def made_in(office: Path) -> dict[str, bytes]:
    """Everything that was made of the months; the memory itself is no document."""
    return {
        name: content
        for name, content in contents(office / "outputs").items()
        if "history.sqlite" not in name
    }


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path: Path, lang: str) -> None:
    (tmp_path / "ของเรา.xlsx").write_bytes(b"an office's own")
    said = ita("demo", "--example", "invented", "--out", tmp_path, "--lang", lang)
    assert said.status == 3
    assert tmp_path.as_posix() in said.err
    assert {"th": "สมมติ", "en": "invented"}[lang] in said.err
    assert [one.name for one in tmp_path.iterdir()] == ["ของเรา.xlsx"]


def test_it_is_made_in_a_folder_of_its_own_below_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "invented").write_text("a file in the way", encoding="utf-8")
    said = ita("demo", "--example", "invented", "--workspace", tmp_path, "--lang", "en")
    assert said.status == 3
    assert (tmp_path / "invented").as_posix() in said.err


def test_it_takes_no_cut_off_of_another_day(tmp_path: Path) -> None:
    said = ita("demo", "--example", "invented", "--out", tmp_path / "x", "--as-of", "2023-06-05")
    assert said.status == 2
    assert "--as-of 2023-06-05" in said.err
    assert not (tmp_path / "x").exists()


def test_the_workspace_has_the_same_bytes_every_time(built: Path, tmp_path: Path) -> None:
    build(tmp_path)
    assert set(contents(built)) - set(contents(tmp_path)) == {LATE}
    deliver_late(tmp_path)
    assert contents(tmp_path) == contents(built)


def test_made_anew_the_late_return_has_not_come_yet(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "again")
    build(tmp_path / "again")
    assert not (tmp_path / "again" / LATE).exists()


def texts_of(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Every file with its text, those in mails, archives and workbooks too."""
    if name.endswith(".eml"):
        message = email.message_from_bytes(content, policy=default)
        yield name, f"{message['Subject']}\n{message.get_body(('plain',)).get_content()}"  # type: ignore[union-attr]
        for part in message.iter_attachments():
            yield from texts_of(f"{name}/{part.get_filename()}", part.get_content())
    elif name.endswith(".zip"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for held in archive.namelist():
                yield from texts_of(f"{name}/{held}", archive.read(held))
    elif name.endswith(".xlsx") and zipfile.is_zipfile(BytesIO(content)):
        book = load_workbook(BytesIO(content))
        values = (
            cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        )
        yield name, "\n".join(str(one) for one in values if one is not None)
        book.close()
    elif not name.endswith(".xlsx"):
        yield name, content.decode("utf-8-sig")


def test_every_file_says_that_it_is_invented_and_names_nobody(built: Path) -> None:
    texts = [pair for name, one in contents(built).items() for pair in texts_of(name, one)]
    assert len(texts) > 50
    silent = [name for name, text in texts if "สมมติ" not in text and "invented" not in text]
    # Its columns are a contract.
    assert silent == ["workbooks/aliases.csv"]
    assert [(name, PERSON.findall(text)) for name, text in texts if PERSON.search(text)] == []


@pytest.mark.parametrize("name", ["นายสมชาย", "นางสาวกมล", "นาง มาลี", "ว่าที่ร้อยตรี"])
def test_a_person_s_name_would_be_seen(name: str) -> None:
    assert PERSON.search(name)


@pytest.mark.parametrize("position", ["นายกองค์การบริหารส่วนตำบล", "นายช่างโยธา", "มิถุนายน 2566"])
def test_a_position_is_no_name(position: str) -> None:
    assert not PERSON.search(position)


def test_the_mark_of_the_folder_stands_in_it(built: Path) -> None:
    assert "สมมติ" in (built / MARK).read_text("utf-8")


@pytest.mark.parametrize("month", ["05", "10"])
def test_what_is_made_of_it_says_that_it_is_invented(played: dict[str, Path], month: str) -> None:
    made = {
        path.name: text
        for path in sorted(played[month].iterdir())
        if path.suffix == ".xlsx"
        for _, text in texts_of(path.name, path.read_bytes())
    }
    assert "องค์การบริหารส่วนตำบลตัวอย่าง (สมมติ)" in made["tracking.xlsx"]
