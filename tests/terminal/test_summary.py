from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.door import CLERK, DIVISIONS, MONTH, PERSONNEL, consolidate, ita, workspace

if TYPE_CHECKING:
    from pathlib import Path


def test_a_month_in_figures_and_what_must_be_mended(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    (place / "workbooks" / "inbox" / MONTH / f"{CLERK}.xlsx").unlink()
    lines = consolidate(place).out.splitlines()
    assert lines[0].split() == ["Division", "Outcome", "File"]
    assert lines[4].split() == [CLERK, "Not", "sent"]
    assert lines[6:10] == [
        "Sent 3 · to mend 3 · refused 0 · not sent 1",
        "Steps planned 17 · On track 1 · Done 1 · Done, unproved 2 · Not reported 13",
        "Urgent 1 · follow up 6 · for information 9",
        "2 to mend, 4 to check, 0 for information",
    ]
    assert lines[10].startswith(f"✗ [{PERSONNEL}.xlsx]รายงานผล!H8 Measure 8 step 1")
    assert lines[-2] == f"Done; the outputs are in {place.as_posix()}/outputs/{MONTH}"
    assert lines[-1] == f"Next: {place.as_posix()}/outputs/{MONTH}/tracking.xlsx"


def test_long_lists_are_cut_with_the_file_that_holds_the_rest(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    inbox = place / "workbooks" / "inbox" / MONTH
    for number in range(26):
        (inbox / f"{number:02}.xlsx").write_bytes(b"no workbook %d" % number)
    out = consolidate(place).out
    assert "and 6 more, see submissions.csv" in out
    assert "and 17 more, see findings.csv" in out


def test_what_was_checked_is_described_first(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    files = [place / "workbooks" / "inbox" / MONTH / f"{name}.xlsx" for name in DIVISIONS]
    broken = tmp_path / "broken.xlsx"
    shutil.copyfile(files[0], broken)
    broken.write_bytes(broken.read_bytes()[:2000])
    said = ita(
        *("check", files[0], broken, "--workspace", place, "--as-of", "2023-04-04"),
        *("--lang", "en"),
    )
    assert said.status == 1
    assert said.out.splitlines() == [
        f"{CLERK}.xlsx: {CLERK}, มี.ค. 2566, 17 rows",
        (
            f"✗ [{CLERK}.xlsx]รายงานผล!I8 Date “๔ เม.ย. ๖๕” is probably 4 เม.ย. 2566 and was not "
            "changed; check it and type the right year."
        ),
        (
            f"! [{CLERK}.xlsx]รายงานผล!I14 The item numbers 4, 3 in this cell repeat or are out of "
            "order; every item was read; please renumber them."
        ),
        "1 to mend, 1 to check, 0 for information",
        "broken.xlsx",
        (
            "✗ [broken.xlsx] The file is damaged or incomplete; open the original in Excel, "
            "save it again as .xlsx and resend it."
        ),
        "1 to mend, 0 to check, 0 for information",
    ]
