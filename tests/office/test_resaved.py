"""The same report comes out of the same form, whichever program saved it last."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.door import CLERK, DIVISIONS, picked, table
from tests.office import suites

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import Office

Told = tuple[str, ...]
NODE = ("exceljs", "sheetjs-xlsx", "sheetjs-xls", "sheetjs-ods")
# SheetJS writes no cell of .ods for one that holds an error.
LOST: dict[str, dict[Told, Told]] = {
    "sheetjs-ods": {
        ("error_value", CLERK, "I17", "#N/A"): ("result_blank", CLERK, "I17", ""),
    },
}
OF_A_FILE = ("source_file", "source_sheet", "source_sha256")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("suites")


@pytest.fixture(scope="module")
def paths(place: Path) -> list[Path]:
    return suites.rich(place / "rich")


@pytest.fixture(scope="module")
def wanted(place: Path, paths: list[Path]) -> Path:
    """The month of the files as openpyxl saved them."""
    return suites.consolidated(paths[0].parent, place / "wanted")


@pytest.fixture(scope="module")
def by_node(place: Path, paths: list[Path]) -> Path:
    return suites.by_node(paths, place / "node")


def rows(out: Path) -> list[dict[str, str]]:
    """What was reported, without the file that it stood in."""
    return [
        {key: value for key, value in row.items() if key not in OF_A_FILE}
        for row in table(out / "tracking.csv")
    ]


def findings(out: Path) -> list[tuple[str, ...]]:
    return sorted(picked(table(out / "findings.csv"), "code", "division", "cell", "found"))


def differences(
    found: list[dict[str, str]], wanted: list[dict[str, str]]
) -> list[tuple[str, str, str, str, str]]:
    """Measure, step and column of each cell that differs, with both its texts."""
    assert len(found) == len(wanted)
    return [
        (want["measure_no"], want["step_no"], key, have[key], want[key])
        for have, want in zip(found, wanted, strict=True)
        for key in want
        if have[key] != want[key]
    ]


def hold_same(out: Path, wanted: Path, lost: Mapping[Told, Told] | None = None) -> None:
    """`lost` are findings of what the other program did not save, by those that they replace."""
    assert differences(rows(out), rows(wanted)) == []
    exchanged = lost or {}
    assert findings(out) == sorted(exchanged.get(one, one) for one in findings(wanted))
    told = picked(table(out / "submissions.csv"), "division", "outcome")
    assert told == picked(table(wanted / "submissions.csv"), "division", "outcome")


def test_what_is_compared_is_what_was_typed(wanted: Path) -> None:
    told = {f"{row['measure_no']}.{row['step_no']}": row for row in rows(wanted)}
    dates = [told[key]["acted_on"] for key in ("1.2", "2.3", "2.4", "3.1")]
    assert dates == ["2023-02-15", "2023-03-04", "2023-03-03;2023-03-04", ""]
    assert told["1.2"]["result"] == "แจกคู่มือแล้ว\n๑. ทุกกอง\n๒. ทุกสำนัก"
    assert told["1.2"]["evidence"] == "https://example.go.th/คู่มือ?a=1&b=2"
    assert told["1.2"]["obstacle"] == "'-ไม่มี"
    assert told["2.4"]["evidence"] == "12"
    spoilt = [(code, cell) for code, division, cell, _ in findings(wanted) if division == CLERK]
    assert ("error_value", "I17") in spoilt
    assert ("date_year_slip", "H17") in spoilt
    assert len(rows(wanted)) == 21


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_saved_by_libreoffice(
    ending: str, office: Office, paths: list[Path], wanted: Path, tmp_path: Path
) -> None:
    inbox = suites.by_libreoffice(office, paths, ending, tmp_path / "inbox")
    assert {path.suffix for path in inbox.iterdir()} == {f".{ending}"}
    hold_same(suites.consolidated(inbox, tmp_path / "out"), wanted)


@pytest.mark.parametrize("kind", NODE)
def test_saved_by_exceljs_and_sheetjs(
    kind: str, by_node: Path, wanted: Path, tmp_path: Path
) -> None:
    hold_same(suites.consolidated(by_node / kind, tmp_path / "out"), wanted, LOST.get(kind))


@pytest.mark.parametrize("name", sorted(suites.ENCODINGS))
def test_copied_into_a_text_table(name: str, tmp_path: Path) -> None:
    paths = suites.plain(tmp_path / "plain")
    wanted = suites.consolidated(tmp_path / "plain", tmp_path / "wanted")
    inbox = suites.as_text(paths, name, tmp_path / "inbox")
    hold_same(suites.consolidated(inbox, tmp_path / "out"), wanted)


def test_locked_by_libreoffice(office: Office, paths: list[Path], tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    suites.locked(office, paths[0], inbox / "a.ods", inbox / "b.xls")
    out = suites.consolidated(inbox, tmp_path / "out")
    assert picked(table(out / "findings.csv"), "code", "file") == [
        ("file_encrypted", "a.ods"),
        ("file_encrypted", "b.xls"),
    ]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95, 0.999])
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_cut_short_is_refused_and_never_half_read(
    ending: str, share: float, by_node: Path, wanted: Path, tmp_path: Path
) -> None:
    """Cut at its very end an old workbook may have lost nothing but filling."""
    inbox = tmp_path / "inbox"
    shutil.copytree(by_node / f"sheetjs-{ending}", inbox)
    clerk = inbox / f"{CLERK}.{ending}"
    content = clerk.read_bytes()
    clerk.write_bytes(content[: int(len(content) * share)])
    out = suites.consolidated(inbox, tmp_path / "out")
    told = {row["file"]: row["outcome"] for row in table(out / "submissions.csv")}
    outcome = told.pop(clerk.name)
    assert set(told.values()) == {"accepted_with_findings"}
    assert len(told) == 3
    if outcome == "refused":
        divisions = {row["division"] for row in table(out / "tracking.csv") if row["source_file"]}
        assert divisions == set(DIVISIONS) - {CLERK}
    else:
        assert (ending, share) == ("xls", 0.999)
        hold_same(out, wanted)
