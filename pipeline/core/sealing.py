"""Whether a month's documents are a draft, and which correction of a sealed month they are."""

from __future__ import annotations

from dataclasses import dataclass
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

    A run that read what a sealing did makes that sealing's own documents; any other is a draft of
    the next correction, or of the original where nothing was sealed yet.
    """
    known = list(dict.fromkeys(sealings))
    sealed = digest in known
    number = known.index(digest) if sealed else len(known)
    return SealState(sealed, number, known[number - 1] if number else None)
