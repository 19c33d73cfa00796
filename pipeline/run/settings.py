"""The settings of a workspace: `ita.toml`, everything in it optional."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.core.problem import PipelineError
from pipeline.core.words import Digits
from pipeline.intake.limits import Limits
from pipeline.run.mail_settings import parse_mail

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.core.mail_server import MailAccount

_KNOWN = frozenset(
    {"lang", "digits", "cut_off_days", "return_due_day", "silent_months", "behind_points"}
    | {"limits", "mail"}
)
_COUNTS = ("cut_off_days", "return_due_day", "silent_months", "behind_points")
_LANGUAGES = ("th", "en")


@dataclass(frozen=True, slots=True)
class Settings:
    """How an office wants its runs; days count from the month's end."""

    lang: str = "th"
    digits: Digits | None = None
    cut_off_days: int = 5
    return_due_day: int | None = None
    silent_months: int = 3
    behind_points: int = 20
    limits: Limits = field(default_factory=Limits)
    mail: MailAccount | None = None


def read_settings(path: Path) -> Settings:
    """The settings in the file, the usual ones where it is absent.

    Raises PipelineError `settings_faulty` where it cannot be read or says what it may not.
    """
    if not path.is_file():
        return Settings()
    try:
        return parse_settings(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        key = "settings_faulty"
        raise PipelineError(key, {"path": path.name, "reason": str(error)}) from error


def parse_settings(data: Mapping[str, Any]) -> Settings:
    """The settings of a parsed `ita.toml`; raises ValueError that names the key."""
    unknown = sorted(set(data) - _KNOWN)
    if unknown:
        raise ValueError(", ".join(unknown))
    given = {key: data[key] for key in _COUNTS if key in data}
    for key, value in given.items():
        least = 1 if key == "silent_months" else 0
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise ValueError(key)
    if data.get("lang", "th") not in _LANGUAGES:
        reason = "lang"
        raise ValueError(reason)
    digits = Digits(data["digits"]) if "digits" in data else None
    limits = Limits.from_settings(data.get("limits", {}))
    mail = parse_mail(data.get("mail", {}))
    return Settings(lang=data.get("lang", "th"), digits=digits, limits=limits, mail=mail, **given)
