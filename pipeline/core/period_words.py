"""A text about time cut into words; `period_lexicon` says what their letters mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.core.period_lexicon import LAST_MONTH, Token, number_kind, read_tokens
from pipeline.core.thai import DASHES, compose, drop_invisible
from pipeline.core.vocabulary import THAI_DIGITS

_FULL_WIDTH_SLASH = "\uff0f"

_ONE_FOR_ONE = str.maketrans(
    dict(zip(THAI_DIGITS, "0123456789", strict=True))
    | dict.fromkeys(DASHES, "-")
    | {_FULL_WIDTH_SLASH: "/"}
    | {letter: letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
)
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" *[\n\r\v\f\x85\u2028\u2029][\s]*")
_AFTER_MARK = frozenset("dw")
_ENDING = re.compile(rf"(?:[\s,;]|(?<=[0-9{THAI_DIGITS})\s])\.)+$")


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words; `kinds` is their letters in one string.

    `shown` is the text without invisible characters and with single blanks; `plain` is the
    same, letter for letter, with Arabic digits, hyphens and small letters.
    """

    shown: str
    plain: str
    tokens: tuple[Token, ...]
    kinds: str

    def text(self, first: int, last: int) -> str:
        """The text from the word `first` to the word before `last`, as typed."""
        if first >= last:
            return ""
        return self.shown[self.tokens[first].start : self.tokens[last - 1].end].strip()


def shown_text(text: str) -> str:
    """The text without invisible characters; blanks are single, as are line ends."""
    shown = compose(drop_invisible(text))
    return _LINE_ENDS.sub("\n", _BLANKS.sub(" ", shown)).strip()


def plain_text(shown: str) -> str:
    """The text, letter for letter, with Arabic digits, hyphens and small letters."""
    return shown.translate(_ONE_FOR_ONE)


def cut_into_words(text: str) -> Words:
    """The words of a text that should tell a time and nothing else."""
    shown = _ENDING.sub("", shown_text(text))
    plain = plain_text(shown)
    return _words(shown, plain, _settle_hyphens(plain, _settle_marks([*read_tokens(plain)])))


def cut_prose(text: str) -> Words:
    """The words of prose; every hyphen inside a line is a range's."""
    shown = shown_text(text)
    plain = plain_text(shown)
    return _words(shown, plain, [*read_tokens(plain)])


def _words(shown: str, plain: str, tokens: list[Token]) -> Words:
    return Words(shown, plain, tuple(tokens), "".join(token.kind for token in tokens))


def _settle_marks(tokens: list[Token]) -> list[Token]:
    """Numbers with a full stop: marks where they count 1, 2, 3; days where they cannot be marks."""
    dotted = [token.figure for token in tokens if token.kind == "D"]
    if not dotted:
        return tokens
    counts = len(dotted) > 1 and dotted == [*range(1, len(dotted) + 1)]
    following = [token.kind for token in tokens[1:]] + [""]
    return [
        replace(token, kind="#" if counts else _dotted_kind(token.figure or 0, after))
        if token.kind == "D"
        else token
        for token, after in zip(tokens, following, strict=True)
    ]


def _dotted_kind(figure: int, after: str) -> str:
    if figure > LAST_MONTH:
        return number_kind(f"{figure:02}")
    return "#" if after in _AFTER_MARK else "D"


def _settle_hyphens(plain: str, tokens: list[Token]) -> list[Token]:
    """Hyphens told apart: a bullet's, a range's, or one that may be either.

    Only a text that opens with a hyphen has bullets inside a line, and they look like the
    first one; where each line opens with a hyphen, the others are ranges'.
    """
    if not any(token.kind == "-" for token in tokens):
        return tokens
    openers = [m.start() for m in re.finditer(r"^-", plain, re.MULTILINE)]
    return [
        replace(token, kind=_hyphen_kind(plain, token.start, openers))
        if token.kind == "-"
        else token
        for token in tokens
    ]


def _hyphen_kind(plain: str, place: int, openers: list[int]) -> str:
    if not openers:
        return "-"
    if openers[0] != 0:
        return "?"
    if place in openers:
        return "*"
    if len(openers) > 1:
        return "-"
    before, after = plain[place - 1].isspace(), plain[place + 1 : place + 2].isspace()
    opener_is_tight = not plain[1:2].isspace()
    if before and not after:
        return "*" if opener_is_tight else "?"
    if before and after:
        return "~" if opener_is_tight else "?"
    if after:
        return "?"
    inside_date = plain[place - 1].isdigit() and plain[place + 1 : place + 2].isdigit()
    return "-" if inside_date else "~"
