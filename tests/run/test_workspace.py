from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.core.calendar import FiscalYear, Month
from pipeline.core.problem import PipelineError
from pipeline.run.workspace import Places, read_aliases

MONTH = Month(2566, 3)
YEAR = FiscalYear(2566)


def test_a_workspace_has_its_places() -> None:
    places = Places(Path("office"))
    assert places.settings_file == Path("office/ita.toml")
    assert places.aliases_file == Path("office/workbooks/aliases.csv")
    assert places.plan_file(YEAR) == Path("office/workbooks/plan-2566.xlsx")
    assert places.inbox_folder(MONTH) == Path("office/workbooks/inbox/2566-03")
    assert places.out_folder(MONTH) == Path("office/outputs/2566-03")
    assert places.history_file == Path("office/outputs/history.sqlite")


def test_a_given_folder_takes_the_files_straight_and_the_memory_with_them() -> None:
    places = Places(Path("office"), Path("p.xlsx"), Path("in"), Path("out"))
    assert places.plan_file(YEAR) == Path("p.xlsx")
    assert places.inbox_folder(MONTH) == Path("in")
    assert places.out_folder(MONTH) == Path("out")
    assert places.history_file == Path("out/history.sqlite")
    assert places.settings_file == Path("office/ita.toml")


def test_links_lead_from_the_outputs_to_the_inbox_of_the_same_workspace() -> None:
    links = Places(Path("office")).links(MONTH, {"a.xlsx": "a.xlsx", "mail.eml/b.xlsx": "mail.eml"})
    assert links == {
        "a.xlsx": "../../workbooks/inbox/2566-03/a.xlsx",
        "mail.eml/b.xlsx": "../../workbooks/inbox/2566-03/mail.eml",
    }


@pytest.mark.parametrize("places", [Places(inbox=Path("in")), Places(out=Path("out"))])
def test_there_are_no_links_to_a_folder_elsewhere(places: Places) -> None:
    assert places.links(MONTH, {"a.xlsx": "a.xlsx"}) == {}


def test_aliases_are_read_as_excel_saves_them(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_bytes(
        "\ufefftext,division,date,by\r\n"
        "ฝ่ายพัสดุ,งานพัสดุ,2023-04-01,นักวิเคราะห์\r\n"
        ",งานพัสดุ,,\r\n"
        "คลัง,,,\r\n"
        '"พัสดุ, คลัง",งานพัสดุ\r\n'.encode()
    )
    assert read_aliases(path) == (("ฝ่ายพัสดุ", "งานพัสดุ"), ("พัสดุ, คลัง", "งานพัสดุ"))


def test_no_file_has_no_aliases(tmp_path: Path) -> None:
    assert read_aliases(tmp_path / "aliases.csv") == ()


def test_aliases_that_excel_saved_in_the_thai_code_page_are_read(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_bytes("text,division\r\nคลัง,กองคลัง\r\n".encode("cp874"))
    assert read_aliases(path) == (("คลัง", "กองคลัง"),)


def test_aliases_that_are_no_text_are_said_so(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_bytes(b"PK\x03\x04\xff\xfe\xdb\xdc")
    with pytest.raises(PipelineError) as problem:
        read_aliases(path)
    assert problem.value.key == "settings_faulty"


def test_the_plan_that_stands_for_any_year_is_the_latest(tmp_path: Path) -> None:
    folder = tmp_path / "workbooks"
    folder.mkdir()
    with pytest.raises(PipelineError) as problem:
        Places(tmp_path).some_plan()
    assert problem.value.key == "plan_missing"
    for name in ("plan-2566.xlsx", "plan-2565.xlsx"):
        (folder / name).touch()
    assert Places(tmp_path).some_plan() == folder / "plan-2566.xlsx"
    assert Places(tmp_path, plan=Path("p.xlsx")).some_plan() == Path("p.xlsx")


def test_what_is_read_beside_the_plan_has_its_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "ita.toml").write_text("")
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert Places(tmp_path).settings_files() == {"ita.toml": nothing}
