from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipeline.core.problem import PipelineError
from pipeline.core.words import Digits
from pipeline.run.settings import Settings, parse_settings, read_settings

if TYPE_CHECKING:
    from pathlib import Path


def test_no_file_gives_the_usual_settings(tmp_path: Path) -> None:
    settings = read_settings(tmp_path / "ita.toml")
    assert settings == Settings()
    assert (settings.lang, settings.digits, settings.cut_off_days) == ("th", None, 5)
    assert (settings.return_due_day, settings.silent_months) == (None, 3)
    assert settings.behind_points == 20
    assert (settings.limits.file_mb, settings.limits.seconds) == (25, 10)


def test_the_settings_of_a_new_workspace_are_the_usual_ones_until_a_line_is_freed(
    tmp_path: Path,
) -> None:
    from importlib.resources import files  # noqa: PLC0415 - the template of `ita init`

    template = (files("pipeline.run") / "ita.toml").read_text("utf-8")
    path = tmp_path / "ita.toml"
    path.write_text(template, encoding="utf-8")
    assert read_settings(path) == Settings()
    freed = template.replace("# lang", "lang").replace("# digits", "digits")
    path.write_text(
        freed.replace("# cut_off", "cut_off")
        .replace("# return", "return")
        .replace("# silent", "silent")
        .replace("# behind", "behind")
        .replace("# [limits]", "[limits]")
        .replace("# file_mb", "file_mb")
        .replace("# seconds", "seconds"),
        encoding="utf-8",
    )
    assert read_settings(path) == Settings(digits=Digits.THAI, return_due_day=15)


def test_every_setting_is_taken() -> None:
    settings = parse_settings(
        {
            "lang": "en",
            "digits": "arabic",
            "cut_off_days": 0,
            "return_due_day": 20,
            "silent_months": 2,
            "behind_points": 30,
            "limits": {"file_mb": 1, "seconds": 3},
        }
    )
    assert (settings.lang, settings.digits) == ("en", Digits.ARABIC)
    assert (settings.cut_off_days, settings.return_due_day) == (0, 20)
    assert (settings.silent_months, settings.behind_points) == (2, 30)
    assert (settings.limits.file_mb, settings.limits.seconds) == (1, 3)


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({"colour": "red"}, "colour"),
        ({"lang": "fr"}, "lang"),
        ({"digits": "roman"}, "roman"),
        ({"cut_off_days": -1}, "cut_off_days"),
        ({"silent_months": 2.5}, "silent_months"),
        ({"behind_points": True}, "behind_points"),
        ({"return_due_day": "15"}, "return_due_day"),
        ({"limits": {"size": 1}}, "size"),
    ],
)
def test_what_may_not_be_said_is_named(data: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        parse_settings(data)


@pytest.mark.parametrize("content", [b"lang = ", b"\xff\xfe", 'lang = "ไทย"'.encode("tis-620")])
def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ita.toml"
    path.write_bytes(content)
    with pytest.raises(PipelineError) as problem:
        read_settings(path)
    assert problem.value.key == "settings_faulty"
    assert problem.value.facts["path"] == "ita.toml"
