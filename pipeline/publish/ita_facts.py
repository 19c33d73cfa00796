"""Over the table of ITA scores: total, rating, distance, the pair of items, what is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.calendar import FiscalYear
from pipeline.core.framework import Fact, item_text
from pipeline.core.scoring import FULL, cost_of_item, two_decimals
from pipeline.publish.looks import SECTION, spread
from pipeline.sheets.plan import CellPlan
from pipeline.sheets.styles import TEXT, TEXT_BOLD, Tone, toned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.core.framework import Framework, Indicator, Item
    from pipeline.core.score_board import ScoreBoard
    from pipeline.core.scoring import InstrumentScore
    from pipeline.core.words import Words
    from pipeline.publish.desk import Desk
    from pipeline.sheets.plan import RowPlan
    from pipeline.sheets.styles import Style

_LABEL_SPAN = 2


def score_facts(desk: Desk, board: ScoreBoard, width: int) -> tuple[RowPlan, ...]:
    """What the scores come to, and this year's pair of items, over `width` columns."""
    words = desk.words
    told = (
        *(_of_scores(words, board) if board.has_scores and board.lines else ()),
        *(_of_the_year(words, board.framework) if board.framework else ()),
    )
    return _section(words.get("ita", "section"), told, width)


def source_facts(desk: Desk, board: ScoreBoard, width: int) -> tuple[RowPlan, ...]:
    """What is another year's, what no source states, and which scores were not used."""
    told = _of_sources(desk.words, board)
    return _section(desk.words.get("ita", "sources"), told, width)


_Told = tuple[str, str, "Style"]


def points_text(points: float, words: Words) -> str:
    """Points with two decimals; with more where two would show a whole number not reached."""
    rounded = two_decimals(points)
    shown = f"{rounded:.2f}"
    if points < rounded and rounded.is_integer():
        shown = f"{points:.9f}".rstrip("0")
    return words.number(shown)


def _section(heading: str, told: Iterable[_Told], width: int) -> tuple[RowPlan, ...]:
    rows = tuple(_row(label, value, style, width) for label, value, style in told)
    return (spread(CellPlan(heading, SECTION, span=width)), *rows) if rows else ()


def _row(label: str, value: str, style: Style, width: int) -> RowPlan:
    return spread(
        CellPlan(label, TEXT_BOLD, span=_LABEL_SPAN),
        CellPlan(value, style, span=width - _LABEL_SPAN),
    )


def _of_scores(words: Words, board: ScoreBoard) -> Iterator[_Told]:
    label = words.say("ita", "total", year=board.year)
    if board.scored_by is None:
        why = words.say("ita", "no_scored_by", year=board.year)
        yield label, why, toned(TEXT, Tone.WATCH)
        return
    rating = words.say("ita", "rating", year=board.year, word=_rating(words, board))
    yield label, f"{_total(words, board)} · {rating}", _total_style(board)
    yield words.get("ita", "means"), _means(words, board), TEXT
    if board.total is not None and board.framework is not None:
        yield words.get("ita", "from_target"), _distances(words, board), TEXT
    unanswered = ", ".join(_named(words, one.indicator) for one in board.unanswered)
    if unanswered:
        yield words.get("ita", "unanswered"), unanswered, toned(TEXT, Tone.WARN)


def _named(words: Words, indicator: Indicator) -> str:
    name = indicator.name if words.language == "th" else indicator.english
    return f"{words.value(indicator.number)} {name}"


def _means(words: Words, board: ScoreBoard) -> str:
    """Each instrument's mean, and whose the weights are where they are not the year's own."""
    told = [_mean(words, one) for one in board.instruments]
    lender = board.scored_by.lent_by(Fact.WEIGHTS) if board.scored_by else None
    if lender is not None:
        told.append(words.say("ita", "weights_lent", year=FiscalYear(lender)))
    return " · ".join(told)


def _total(words: Words, board: ScoreBoard) -> str:
    if board.total is not None:
        return words.say("ita", "of_full", points=points_text(board.total, words), full=int(FULL))
    if board.missing:
        return words.say("ita", "missing", numbers=board.missing)
    return words.get("framework", "unknown")


def _mean(words: Words, one: InstrumentScore) -> str:
    if one.mean is not None:
        mean = points_text(one.mean, words)
    elif one.missing:
        mean = words.say("ita", "mean_missing", numbers=one.missing)
    else:
        mean = words.get("framework", "unknown")
    weight = one.instrument.weight
    shown = words.get("framework", "unknown") if weight is None else weight
    return words.say("ita", "mean", key=one.instrument.key, mean=mean, weight=shown)


def _rating(words: Words, board: ScoreBoard) -> str:
    if board.band is None:
        return words.get("framework", "unknown" if board.total is not None else "not_yet")
    return board.band.word if words.language == "th" else board.band.english


def _total_style(board: ScoreBoard) -> Style:
    if board.total is None or board.target is None:
        return TEXT_BOLD
    return toned(TEXT_BOLD, Tone.GOOD if board.total >= board.target else Tone.WARN)


def _distances(words: Words, board: ScoreBoard) -> str:
    total, framework = board.total or 0.0, board.framework
    told: list[str] = []
    if framework and framework.target is not None:
        year = FiscalYear(framework.be_year)
        told.append(_distance(words, "to_target", total, framework.target, year))
    if framework and framework.later_target is not None:
        later = framework.later_target
        told.append(_distance(words, "to_later", total, later.score, FiscalYear(later.be_year)))
    return " · ".join(told) or words.get("framework", "unknown")


def _distance(words: Words, key: str, total: float, target: float, year: FiscalYear) -> str:
    points = words.number(f"{two_decimals(total - target):+.2f}")
    return words.say("ita", key, points=points, target=target, year=year)


def _of_the_year(words: Words, framework: Framework) -> Iterator[_Told]:
    """The pair of items of the plan's year, each with what it costs to lose it."""
    pair = (("plan_item", framework.plan_item), ("report_item", framework.report_item))
    told = "\n".join(_item(words, framework, key, item) for key, item in pair)
    yield words.say("ita", "pair", year=FiscalYear(framework.be_year)), told, TEXT


def _item(words: Words, framework: Framework, key: str, item: Item | None) -> str:
    unknown = words.get("framework", "unknown")
    if item is None:
        return words.say("framework", key, item=unknown)
    cost = cost_of_item(framework, item.code) if item.code else None
    lost = words.say("ita", "lost_points", cost=cost) if cost is not None else None
    said = words.say("framework", key, item=item_text(item, words))
    return f"{said} · {lost or words.get('ita', 'lost_unknown')}"


def _of_sources(words: Words, board: ScoreBoard) -> Iterator[_Told]:
    """What is another year's, what nobody states, and scores that were not used."""
    yield words.get("ita", "how"), words.get("ita", "rule"), TEXT
    known = [one for one in (board.scored_by, board.framework) if one is not None]
    lent = [_lent(words, one) for one in known if one.taken_over]
    if lent:
        yield words.get("ita", "lent"), " · ".join(lent), TEXT
    unknown = [_unknown(words, one) for one in known[-1:] if one.unknown]
    if unknown:
        yield words.get("framework", "unknown_list"), " · ".join(unknown), TEXT
    if board.unused:
        names = ", ".join(map(words.number, board.unused))
        said = words.say("ita", "unused_note", names=names)
        yield words.get("ita", "unused"), said, toned(TEXT, Tone.WATCH)


def _lent(words: Words, framework: Framework) -> str:
    facts = ", ".join(
        words.say(
            "ita",
            "lent_fact",
            fact=words.get("framework", "fact", one.fact),
            year=FiscalYear(one.be_year),
        )
        for one in framework.taken_over
    )
    return words.say("ita", "of_year", year=FiscalYear(framework.be_year), facts=facts)


def _unknown(words: Words, framework: Framework) -> str:
    facts = ", ".join(words.get("framework", "fact", one) for one in framework.unknown)
    return words.say("ita", "of_year", year=FiscalYear(framework.be_year), facts=facts)
