from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.terminal.screen import Watch, say, table
from schemas.loading import load_words

if TYPE_CHECKING:
    import pytest


def test_a_line_is_printed_whole_and_without_colours(capsys: pytest.CaptureFixture[str]) -> None:
    text = "มาตรการที่ ๑ [bold]ไม่ใช่คำสั่ง[/bold] 2023-04-04 http://x.example " * 8
    say(text.strip(), style="bold red")
    assert capsys.readouterr().out == text.strip() + "\n"


def test_cells_are_never_cut_and_never_read_as_markup(capsys: pytest.CaptureFixture[str]) -> None:
    long = "ก" * 300
    table(["[red]หัว", "ไฟล์"], [("[b]ค่า", long)])
    out = capsys.readouterr().out
    assert "[red]หัว" in out
    assert "[b]ค่า" in out
    assert out.count("ก") == 300


def test_a_quick_run_shows_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    watch = Watch(load_words("en"))
    watch.reading(1, 2)
    watch.reading(2, 2)
    watch.stage("checking")
    watch.close()
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_a_run_of_over_a_second_tells_plain_lines_on_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    watch = Watch(load_words("en"))
    now = 101.5
    watch.reading(1, 2)
    watch.reading(2, 2)
    watch.stage("writing")
    watch.close()
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == ["Reading file 2 of 2", "Writing"]
