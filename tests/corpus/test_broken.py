"""Every kind of bad and odd file, alone beside two good ones and all together, by the commands."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.corpus import office
from tests.corpus.cases import CASES, FIRST, NUMBERS, Case
from tests.corpus.watching import Farm, Ran, farm
from tests.door import AS_OF, MONTH, picked, process, table
from tests.intake import hostile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GOOD = ("ดี ๑.xlsx", "ดี ๒.xlsx")
SECONDS = 20
MOST_BYTES = 2**30
LANGUAGES = ("th", "en")
# What only a programmer would write.
FOREIGN = re.compile(
    r"Traceback|File \"|line \d+, in |openpyxl|calamine|xlrd|odfpy|pandas|pandera|pebble"
    r"|msoffcrypto|zipfile|zlib|lxml|expat|Errno|\w+Error\b|Exception|0x[0-9a-f]{6}|\bNone\b|\bnan\b|/tmp/"
)
THAI = re.compile("[\u0e00-\u0e7f]")
QUOTED = re.compile("“[^”]*”")
# Months print in Thai in either language.
MONTH_NAME = re.compile(r"(?:ก\.พ\.|มี\.ค\.) \d{4}")
IDS = [f"{number}-{case.outcome}" for number, case in enumerate(CASES)]
REASONED = ("refused", "waiting", "passed_over")
COLUMNS = ("measure_no", "step_no", "status", "acted_on", "result")

# How each refusal begins, in Thai and in English.
REASONS = {
    "file_unreadable": (
        "ไฟล์นี้เสียหายหรือไม่สมบูรณ์จึงเปิดไม่ได้ โปรดเปิดไฟล์ต้นฉบับใน Excel",
        "The file is damaged or incomplete; open the original in Excel",
    ),
    "file_encrypted": ("ไฟล์นี้ตั้งรหัสผ่านไว้", "The file is protected by a password"),
    "file_too_large": ("ไฟล์มี", "The file"),
    "file_not_a_workbook": ("เนื้อหาของไฟล์นี้เป็น", "The content of this file is"),
    "file_type_refused": ("ระบบไม่รับไฟล์ชนิด", "Files of type"),
    "file_passed_over": ("ไม่ได้อ่านไฟล์นี้เพราะ", "This file was not read because"),
    "form_not_found": ("ไม่พบตารางรายงานผลในไฟล์นี้", "No report table was found in this file"),
    "organisation_unknown": ("ไม่พบหน่วยงาน “เทศบาลตำบลจุน” ในแผน", "Organisation “เทศบาลตำบลจุน”"),
    "division_unknown": ("ไม่พบส่วนราชการ", "Division"),
    "month_mismatch": ("ไฟล์นี้เป็นรายงานเดือน", "This report is for"),
    "year_mismatch": ("ไฟล์นี้เป็นรายงานปีงบประมาณ พ.ศ. ๒๕๖๕", "This report is for fiscal year 2565"),
    "header_missing": ("ไม่พบหัวคอลัมน์ “สถานะ”", "Column header “สถานะ” was not found"),
    "header_duplicated": ("หัวคอลัมน์ “ผลการดำเนินงาน” มีมากกว่า", "Header “ผลการดำเนินงาน” stands over"),
}


@dataclass(frozen=True)
class Place:
    """A folder with a plan, an inbox and a home; everything the program makes goes to `out`."""

    folder: Path

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def command(self, language: str) -> tuple[str, ...]:
        """The month consolidated, by names that hold no path."""
        places = ("--plan", "plan.xlsx", "--inbox", "inbox", "--out", "out", "--workspace", ".")
        return ("consolidate", MONTH, *places, "--as-of", AS_OF, "--lang", language)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "scratch"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def all_but_out(self) -> dict[str, tuple[object, ...]]:
        """Every file beside what the program makes: kind, rights, date and content."""
        paths = [path for path in self.folder.rglob("*") if path != self.out]
        return {str(path): _state(path) for path in sorted(paths) if self.out not in path.parents}


def _state(path: Path) -> tuple[object, ...]:
    info = path.lstat()
    if not stat.S_ISREG(info.st_mode):
        return (info.st_mode,)
    return (info.st_mode, info.st_mtime_ns, path.read_bytes())


good = cache(office.form)


def lay(folder: Path, cases: Sequence[Case]) -> Place:
    """A place whose inbox holds the two good workbooks and the cases' files."""
    place = Place(folder)
    # What is alone is of the third division, so that one plan does for all of them.
    numbers = NUMBERS if len(cases) > 1 else {case.name: FIRST for case in cases}
    for name in ("inbox", "home", "scratch"):
        (folder / name).mkdir(parents=True)
    divisions = tuple(sorted({1, 2, *numbers.values()}))
    (folder / "plan.xlsx").write_bytes(office.plan(divisions))
    for number, name in enumerate(GOOD, start=1):
        (place.inbox / name).write_bytes(good(number))
    for case in cases:
        case.put(place.inbox / case.name, numbers[case.name])
    return place


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Farm]:
    with farm(tmp_path_factory.mktemp("said")) as one:
        yield one


def rows_of(out: Path, name: str) -> list[tuple[str, ...]]:
    """The rows that came out of a file."""
    rows = [row for row in table(out / "tracking.csv") if row["source_file"] == name]
    return picked(rows, *COLUMNS)


def findings_of(out: Path, name: str) -> list[tuple[str, ...]]:
    rows = [row for row in table(out / "findings.csv") if row["file"] == name]
    return picked(rows, "code", "cell")


def written_words(place: Place, ran: Ran) -> str:
    """Everything that a reader may see of a run."""
    texts = [ran.out, ran.err]
    for path in sorted(place.out.iterdir()):
        if path.suffix in (".csv", ".json"):
            texts.append(path.read_text("utf-8"))
        elif path.suffix == ".xlsx":
            parts = hostile.parts_of(path.read_bytes())
            texts.append(parts["xl/sharedStrings.xml"].decode())
    return "\n".join(texts)


def hold(case: Case, place: Place, language: str) -> None:
    """What is told of one case's file is what the table of cases says."""
    (told,) = [row for row in table(place.out / "submissions.csv") if row["file"] == case.told]
    assert told["outcome"] == case.outcome
    assert findings_of(place.out, case.told) == list(case.findings)
    assert rows_of(place.out, case.told) == list(case.rows)
    if case.outcome in REASONED:
        hold_reason(told["reason"], case, language)
    else:
        started = {"th": "รับเป็นรายงานของ กองตัวอย่างที่", "en": "Taken as the report of กองตัวอย่างที่"}
        assert told["reason"].startswith(started[language])


def hold_reason(reason: str, case: Case, language: str) -> None:
    number = LANGUAGES.index(language)
    assert reason.startswith(REASONS[case.findings[0][0]][number])
    assert all(words[number] in reason for words in case.words)
    unquoted = MONTH_NAME.sub("", QUOTED.sub("", reason))
    assert bool(THAI.search(unquoted)) == (language == "th")
    assert "{" not in reason
    assert "⟦" not in reason


def hold_run(place: Place, ran: Ran, cases: Sequence[Case]) -> None:
    """What must hold of any run, whatever lay in the inbox."""
    assert ran.status == 0, ran.err
    told = [row["file"] for row in table(place.out / "submissions.csv")]
    assert sorted(told) == sorted([*GOOD, *(case.told for case in cases)])
    for name in GOOD:
        assert rows_of(place.out, name) == office.ROWS
    assert ran.peak <= MOST_BYTES
    words = written_words(place, ran)
    for case in cases:
        words = words.replace(case.told, "")
    assert FOREIGN.findall(words) == []
    assert str(place.folder) not in words


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_alone_beside_two_good_ones(case: Case, machine: Farm, tmp_path: Path) -> None:
    place = lay(tmp_path / "office", [case])
    before = place.all_but_out()
    ran = machine.ita(place.folder, *place.command("th"), **place.environment)
    assert place.all_but_out() == before
    hold_run(place, ran, [case])
    hold(case, place, "th")
    assert ran.seconds < SECONDS


@pytest.fixture(scope="module", params=LANGUAGES)
def together(
    request: pytest.FixtureRequest, machine: Farm, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Place, Ran]:
    """All the files of all the kinds in one inbox."""
    place = lay(tmp_path_factory.mktemp("all") / "office", CASES)
    before = place.all_but_out()
    ran = machine.ita(place.folder, *place.command(request.param), **place.environment)
    assert place.all_but_out() == before
    return request.param, place, ran


def test_all_together_cost_the_good_ones_nothing(together: tuple[str, Place, Ran]) -> None:
    _, place, ran = together
    hold_run(place, ran, CASES)


def test_all_together_each_is_told_as_if_it_were_alone(together: tuple[str, Place, Ran]) -> None:
    language, place, _ = together
    for case in CASES:
        hold(case, place, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_check_tells_every_file_its_reason(language: str, tmp_path: Path) -> None:
    cases = [case for case in CASES if case.outcome in ("refused", "waiting")]
    place = lay(tmp_path / "office", cases)
    names = [f"inbox/{case.name}" for case in cases]
    options = ("--plan", "plan.xlsx", "--month", MONTH, "--as-of", AS_OF, "--lang", language)
    said = process("check", *names, *options, cwd=place.folder, **place.environment)
    assert said.status == 1, said.err
    for case in cases:
        name = Path(case.name).name
        reason = REASONS[case.findings[0][0]][LANGUAGES.index(language)]
        assert re.search(rf"{re.escape(name)}\S* {re.escape(reason)}", said.out), name
    assert FOREIGN.findall(said.out + said.err) == []
    assert not (place.folder / "scratch").exists() or not list((place.folder / "scratch").iterdir())
