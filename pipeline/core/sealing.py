"""Whether a month's documents are a draft, and which correction of a sealed month they are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# So many letters of a digest are printed: enough to find the run by.
DIGEST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class SealState:
    """A draft, or sealed; `amendment` is 0 for the original, else which correction of it.

    `follows` is the digest of the sealing that a correction comes after.
    """

    sealed: bool = False
    amendment: int = 0
    follows: str | None = None

    @property
    def key(self) -> str:
        """Its words' key in the group `edition`."""
        if self.sealed:
            return "amended" if self.amendment else "sealed"
        return "amended_draft" if self.amendment else "draft"

    @property
    def state(self) -> str:
        """`sealed` or `draft`."""
        return "sealed" if self.sealed else "draft"


DRAFT = SealState()


def seal_state(digest: str, sealings: Sequence[str]) -> SealState:
    """What the documents of a run are, by the digests that its month was sealed with, in order.

    A run that read what the last sealing did makes its documents again; any other is a draft of the
    next correction, or of the original where nothing was sealed yet.
    """
    known = _in_turn(sealings)
    sealed = known[-1:] == [digest]
    number = len(known) - sealed
    return SealState(sealed, number, known[number - 1] if number else None)


def sealed_as(digest: str, sealings: Sequence[str]) -> SealState | None:
    """What a run was last sealed as; None where it never was."""
    known = _in_turn(sealings)
    if digest not in known:
        return None
    number = len(known) - 1 - known[::-1].index(digest)
    return SealState(sealed=True, amendment=number, follows=known[number - 1] if number else None)


def _in_turn(sealings: Sequence[str]) -> list[str]:
    """The sealings one after the other; to seal the same twice in a row is one."""
    return [digest for digest, _ in groupby(sealings)]
