from __future__ import annotations

from itertools import pairwise

from pipeline.sheets.styles import TEXT, TONES, Tone, toned


def _grey(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_tones_differ_in_grey_print() -> None:
    greys = [
        _grey(TONES[tone].fill)
        for tone in (Tone.QUIET, Tone.GOOD, Tone.WATCH, Tone.WARN, Tone.ALARM)
    ]
    steps = [lighter - darker for lighter, darker in pairwise(greys)]
    assert min(steps) >= 12


def test_letters_stand_out_from_every_tone() -> None:
    for look in TONES.values():
        assert abs(_grey(look.fill) - _grey(look.colour)) > 120


def test_toned_style_keeps_the_rest() -> None:
    style = toned(TEXT, Tone.ALARM)
    assert (style.fill, style.colour, style.bold) == ("#9C1C1C", "#FFFFFF", True)
    assert (style.wrap, style.border, style.size) == (TEXT.wrap, TEXT.border, TEXT.size)
