"""Letters that were posted, as the memory keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.core.calendar import Month


class Posted(StrEnum):
    """What became of a letter; the keys of the words `posted`.

    `begun`: it was handed over and the connection broke, so that nobody knows whether it went out.
    `not_sent`: the connection was gone before.
    """

    SENT = "sent"
    REFUSED = "refused"
    BEGUN = "begun"
    NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True)
class PostedLetter:
    """One letter to one division: `letter` tells it from others by what it is about.

    `to` are its addresses split by `, `, `at` is when it was handed to the mail server.
    """

    organisation: str
    month: Month
    division: str
    to: str
    letter: str
    state: Posted
    at: datetime
