from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from pipeline.core.address import Address
from pipeline.core.finding import Fact, Finding, Word
from pipeline.intake.folder import find_files
from pipeline.intake.limits import Limits
from pipeline.intake.read import read_each, read_files
from tests.intake import hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import xlsxwriter

    from pipeline.core.received import ReadFile

LIMITS = Limits()
OLD_XLS = ".xls (Excel 2-4)"
OPEN = "application/vnd.oasis.opendocument"
UNREADABLE: tuple[str, dict[str, Fact]] = ("file_unreadable", {})


def kind(key: str) -> tuple[str, dict[str, Fact]]:
    return "file_not_a_workbook", {"found": Word("file_kind", key)}


def refused_type(ending: str) -> tuple[str, dict[str, Fact]]:
    return "file_type_refused", {"found": ending}


def too_large(what: str, size: str, limit: str) -> tuple[str, dict[str, Fact]]:
    return "file_too_large", {"size": size, "limit": limit, "what": Word("limit", what)}


HOSTILE: dict[str, tuple[Callable[[], bytes], tuple[str, dict[str, Fact]]]] = {
    "cut.xlsx": (lambda: hostile.good()[:3000], UNREADABLE),
    "garbage.xlsx": (lambda: bytes(range(256)) * 20, kind("unknown")),
    "empty zip.xlsx": (lambda: hostile.pack({}), kind("archive")),
    "bomb.xlsx": (hostile.bomb, too_large("ratio", "1,029:1", "100:1")),
    "lying.xlsx": (hostile.lying_sizes, UNREADABLE),
    "parts.xlsx": (hostile.thousand_and_one_parts, too_large("parts", "1,001", "1,000")),
    "doctype.xlsx": (hostile.with_doctype, UNREADABLE),
    "utf-16.xlsx": (hostile.with_doctype_in_utf_16, UNREADABLE),
    "laughs.xlsx": (hostile.with_laughs, UNREADABLE),
    "drawing.xlsx": (hostile.with_doctype_in_drawing, UNREADABLE),
    "far.xlsx": (hostile.with_far_space, too_large("far_cell", "XFD1048576", "ZZ100000")),
    "password.xlsx": (hostile.encrypted, ("file_encrypted", {})),
    "no sheets.xls": (lambda: hostile.ole("Workbook"), UNREADABLE),
    "no sheets.xlsx": (lambda: hostile.ole("Book"), UNREADABLE),
    "excel 4.xls": (lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00\x0a\x00", refused_type(OLD_XLS)),
    "xml.xls": (hostile.xml_spreadsheet_2003, refused_type(".xml")),
    "flat.ods": (hostile.flat_open_document, refused_type(".fods")),
    "sums.xlsx": (lambda: hostile.pack({"Index/Document.iwa": "x"}), refused_type(".numbers")),
    "letter.odt": (lambda: hostile.pack({"mimetype": f"{OPEN}.text"}), kind("word")),
    "word.xlsx": (lambda: hostile.ole("WordDocument"), kind("word")),
    "document.xlsx": (hostile.word_document, kind("word")),
    "open.ods": (hostile.open_document, UNREADABLE),
    "binary.xlsb": (hostile.binary_workbook, refused_type(".xlsb")),
    "page.xls": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", kind("web_page")),
    "page.xlsx": ("\ufeff<!DOCTYPE html>".encode, kind("web_page")),
    "paper.xlsx": (lambda: b"%PDF-1.7\n%\xe2\xe3", kind("pdf")),
    "picture.xlsx": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50, kind("picture")),
    "mail.xls": (
        lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related;\n",
        kind("web_page"),
    ),
    "cut.csv": ('ก,ข\n1,"2\n'.encode, UNREADABLE),
    "noise.csv": (lambda: b"a,b\n1,\xff\xfe\x81\n", kind("unknown")),
    "control.csv": (lambda: b"a,b\n1,2\x00\n", kind("unknown")),
    "words.xlsx": ("เรียน ผู้อำนวยการกองคลัง".encode, kind("text")),
    "long.xlsx": (lambda: hostile.good() + b"\0" * 27_000_000, too_large("file", "26 MB", "25 MB")),
    "long.pdf": (lambda: b"%PDF-1.7" + b"\0" * 27_000_000, kind("pdf")),
}


def fill(inbox: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (inbox / name).write_bytes(content)


def read(inbox: Path, limits: Limits = LIMITS, jobs: int = 2) -> dict[str, ReadFile]:
    return {one.received.name: one for one in read_files(find_files(inbox), limits, jobs)}


def rows_of(file: ReadFile) -> object:
    assert file.workbook is not None
    return file.workbook.sheets[0].rows


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bad_file_is_named_and_costs_no_other_file(tmp_path: Path, name: str) -> None:
    make, (code, facts) = HOSTILE[name]
    fill(tmp_path, {"1.xlsx": hostile.good(), name: make(), "ฮ.xlsx": hostile.good()})
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    start = time.monotonic()
    found = read(tmp_path)
    assert time.monotonic() - start < 20
    assert rows_of(found["1.xlsx"]) == hostile.GOOD_ROWS
    assert rows_of(found["ฮ.xlsx"]) == hostile.GOOD_ROWS
    assert found[name].workbook is None
    assert found[name].refusal == Finding(code, Address(name), facts)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_all_of_them_together_give_the_same_for_any_jobs(tmp_path: Path) -> None:
    fill(tmp_path, {name: make() for name, (make, _) in HOSTILE.items()})
    fill(tmp_path, {f"good {number:02}.xlsx": hostile.good() for number in range(25)})
    one, four = (read_files(find_files(tmp_path), LIMITS, jobs) for jobs in (1, 4))
    assert one == four
    refused = {
        file.received.name: (file.refusal.code, file.refusal.facts)
        for file in one
        if file.refusal is not None
    }
    assert refused == {name: expected for name, (_, expected) in HOSTILE.items()}
    assert len(one) == len(HOSTILE) + 25


@pytest.mark.parametrize("name", ["report.doc", "report", "report.pdf", "report.xlsm"])
def test_a_workbook_is_read_whatever_its_name(tmp_path: Path, name: str) -> None:
    fill(tmp_path, {name: hostile.good()})
    assert rows_of(read(tmp_path)[name]) == hostile.GOOD_ROWS


def test_a_table_is_read_whatever_its_name(tmp_path: Path) -> None:
    fill(tmp_path, {"a.xlsx": "ก,ข\n1,2\n".encode("cp874"), "b.txt": "ก\tข\n1\t2\n".encode()})
    found = read(tmp_path)
    assert rows_of(found["a.xlsx"]) == {1: ("ก", "ข"), 2: ("1", "2")}
    assert rows_of(found["b.txt"]) == {1: ("ก", "ข"), 2: ("1", "2")}


def test_what_is_passed_over_comes_back_unopened_and_in_its_place(tmp_path: Path) -> None:
    fill(tmp_path, {"a.xlsx": hostile.good(), "~$a.xlsx": b"x", "b.xlsx": b""})
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "a.xlsx")
    os.mkfifo(tmp_path / "fifo.xlsx")
    received = find_files(tmp_path)
    found = read_files(received, LIMITS, 2)
    assert tuple(one.received for one in found) == received
    reasons = {one.received.name: one.refusal for one in found if one.refusal is not None}
    assert reasons == {
        name: Finding("file_passed_over", Address(name), {"reason": Word("passed_over", reason)})
        for name, reason in {
            "b.xlsx": "empty_file",
            "fifo.xlsx": "special_file",
            "link.xlsx": "link",
            "~$a.xlsx": "lock_file",
        }.items()
    }
    assert {one.workbook is None for one in found if one.refusal is not None} == {True}


def test_nothing_to_read_is_no_work() -> None:
    assert read_files((), LIMITS, 2) == ()


def test_a_file_that_takes_too_long_is_said_to_and_costs_no_other(tmp_path: Path) -> None:
    row = "".join(f'<c r="{letter}{{0}}"><v>1</v></c>' for letter in "ABCDEFGHIJ")
    rows = "".join(f'<row r="{one}">{row.format(one)}</row>' for one in range(1, 40_001))
    fill(tmp_path, {"a.xlsx": hostile.good(), "b.xlsx": hostile.sheet(rows)})
    slow = Limits(seconds=1)
    first, second = read_files(find_files(tmp_path), slow, 1)
    assert rows_of(first) == hostile.GOOD_ROWS
    code, facts = too_large("seconds", ">1", "1")
    assert second.refusal == Finding(code, Address("b.xlsx"), facts=facts)


def vanish(path: Path) -> None:
    path.unlink()


def change(path: Path) -> None:
    path.write_bytes(hostile.with_sheet(hostile.sheet_xml("")))


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("happens", [vanish, change, become_a_folder])
def test_a_file_that_is_not_what_was_found_is_refused(
    tmp_path: Path, happens: Callable[[Path], None]
) -> None:
    fill(tmp_path, {"a.xlsx": hostile.good(), "b.xlsx": hostile.good()})
    received = find_files(tmp_path)
    happens(tmp_path / "a.xlsx")
    first, second = read_files(received, LIMITS, 1)
    assert first.refusal == Finding("file_unreadable", Address("a.xlsx"))
    assert rows_of(second) == hostile.GOOD_ROWS


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, {"a.xlsx": hostile.good()})
    (tmp_path / "a.xlsx").chmod(0)
    assert read(tmp_path)["a.xlsx"].refusal == Finding("file_unreadable", Address("a.xlsx"))


def test_progress_counts_every_file(tmp_path: Path) -> None:
    fill(tmp_path, {"a.xlsx": hostile.good(), "b.xlsx": hostile.good(), "~$b.xlsx": b"x"})
    told: list[tuple[int, int]] = []
    read_files(find_files(tmp_path), LIMITS, 1, lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_files_come_one_by_one(tmp_path: Path) -> None:
    fill(tmp_path, {f"{number:03}.xlsx": hostile.good() for number in range(50)})
    names = [one.received.name for one in read_each(find_files(tmp_path), LIMITS, 2)]
    assert names == [f"{number:03}.xlsx" for number in range(50)]


def notes(files: Sequence[ReadFile]) -> list[tuple[str, dict[str, Fact]]]:
    return [(note.code, dict(note.facts)) for file in files for note in file.notes]


def test_what_a_workbook_carries_beside_its_cells_is_noted(tmp_path: Path) -> None:
    link = (
        f'<Relationships><Relationship Id="r1" Type="{hostile.RELATIONS}/externalLinkPath"'
        r' Target="file:///C:\Users\someone\%E0%B8%81.xlsx" TargetMode="External"/></Relationships>'
    )
    content = hostile.with_parts(
        {
            "xl/vbaProject.bin": "x",
            "xl/media/image1.png": "x",
            "xl/media/image2.jpeg": "x",
            "xl/externalLinks/externalLink1.xml": "<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": link,
            "xl/externalLinks/externalLink2.xml": "<externalLink><ddeLink/></externalLink>",
        }
    )
    fill(tmp_path, {"a.xlsm": content})
    files = read_files(find_files(tmp_path), LIMITS, 1)
    assert rows_of(files[0]) == hostile.GOOD_ROWS
    assert notes(files) == [
        ("macros_present", {}),
        ("external_links", {"found": "ก.xlsx, DDE"}),
        ("pictures_present", {"count": 2}),
    ]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(unpacked_mb=1), too_large("unpacked", "3 MB", "1 MB")),
        (Limits(part_mb=1), too_large("part", "2 MB", "1 MB")),
        (Limits(sheets=1), too_large("sheets", "2", "1")),
        (Limits(cells=5), too_large("cells", "6", "5")),
        (Limits(far_row=2), too_large("far_cell", "B3", "ZZ2")),
    ],
)
def test_each_limit_says_its_value(
    tmp_path: Path, limits: Limits, expected: tuple[str, dict[str, Fact]]
) -> None:
    def two_sheets(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("ก")
        sheet.write_row(2, 0, [1, 2])
        book.add_worksheet("ข")

    content = hostile.workbook(two_sheets)
    noise = {f"xl/media/{n}.bin": os.urandom(1_500_000) for n in range(1 + (limits.part_mb > 1))}
    fill(tmp_path, {"a.xlsx": hostile.pack({**hostile.parts_of(content), **noise})})
    refusal = read(tmp_path, limits)["a.xlsx"].refusal
    code, facts = expected
    assert refusal == Finding(code, Address("a.xlsx"), facts)
