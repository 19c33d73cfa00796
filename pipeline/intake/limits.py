from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class Limits:
    """What a received file may ask of the machine; the names are the keys of `[limits]`.

    `_mb` counts mebibytes, `_kib` kibibytes. `ratio` is unpacked to packed size of one part and
    holds for parts over `ratio_from_kib` unpacked. `seconds` and `memory_mb` are a file's, of its
    own process; `memory_all_mb` is what a run and all its processes take together. `cells` is the
    area from A1 to the farthest value, all sheets together; in a text table, the cells set apart.
    `mail_mb` is a mail's with all that it carries, `mailbox_mb` a file's of many mails,
    `opening_seconds` the time to take either, or an archive, apart; `carried` counts the files in
    one of them, `nesting` archives within each other, `forwards` mails within each other.
    """

    file_mb: int = 25
    part_mb: int = 100
    unpacked_mb: int = 200
    ratio: int = 100
    ratio_from_kib: int = 100
    parts: int = 1_000
    seconds: int = 10
    memory_mb: int = 700
    memory_all_mb: int = 1_024
    sheets: int = 256
    cells: int = 500_000
    far_row: int = 100_000
    far_column: int = 702
    mail_mb: int = 50
    mailbox_mb: int = 1_024
    opening_seconds: int = 60
    carried: int = 20_000
    nesting: int = 1
    forwards: int = 5

    @classmethod
    def from_settings(cls, settings: Mapping[str, object]) -> Limits:
        """Limits with what `[limits]` of ita.toml changes.

        Raises ValueError where a key is unknown or a value is no whole number above 0.
        """
        known = [one.name for one in fields(cls)]
        for key, value in settings.items():
            if key not in known:
                msg = f"[limits] {key}: not a limit; known are {', '.join(known)}"
                raise ValueError(msg)
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                msg = f"[limits] {key} = {value!r}: a whole number above 0 is needed"
                raise ValueError(msg)
        return cls(**{key: value for key, value in settings.items() if isinstance(value, int)})
