from __future__ import annotations

import pytest

from pipeline.forms.formulas import (
    NO_NUMBER,
    Live,
    WordList,
    all_of,
    any_of,
    beyond,
    choose,
    equals,
    figure,
    holds_any,
    is_one_of,
    joined,
    looked_up,
    negation,
    opens_with,
    trimmed,
    truth,
    unspaced,
    without_marks,
)

WORDS = WordList("$G$1:$G$2", ("ยังไม่เริ่ม", "รอดำเนินการ"))


def at(text: str) -> Live:
    return Live("A1", text)


@pytest.mark.parametrize(
    ("live", "formula", "result"),
    [
        (trimmed(at("\u00a0 ก  ข ")), 'TRIM(SUBSTITUTE(A1,"\u00a0"," "))', "ก ข"),
        (unspaced(at(" ก\u00a0ข")), 'SUBSTITUTE(SUBSTITUTE(A1,"\u00a0","")," ","")', "กข"),
        (without_marks(at("- ก -")), 'TRIM(SUBSTITUTE(A1,"-"," "))', "ก"),
        (is_one_of(at("รอดำเนินการ"), WORDS), "ISNUMBER(MATCH(A1,$G$1:$G$2,0))", True),
        (
            holds_any(at("ยังไม่เริ่มทำ"), WORDS),
            'SUMPRODUCT(--(LEN(SUBSTITUTE(A1,$G$1:$G$2,""))<LEN(A1)))>0',
            True,
        ),
        (
            opens_with(at("ได้รอดำเนินการ"), WORDS),
            "SUMPRODUCT(--(MID(A1,1,LEN($G$1:$G$2))=$G$1:$G$2))>0",
            False,
        ),
        (
            looked_up(at("รอดำเนินการ"), WORDS, (1, 4), 9),
            "IFERROR(INDEX($H$1:$H$2,MATCH(A1,$G$1:$G$2,0)),9)",
            4,
        ),
        (choose(equals(at(""), ""), truth(told=True), at("ข")), 'IF(A1="",TRUE,A1)', True),
        (joined([at("ก"), at("ข")]), "A1&A1", "กข"),
        (beyond(Live("B1", 101.0), 0, 100), "AND(ISNUMBER(B1),OR(B1<0,B1>100))", True),
        (beyond(Live("B1", NO_NUMBER), 0, None), "AND(ISNUMBER(B1),B1<0)", False),
    ],
)
def test_a_formula_knows_its_result(live: Live, formula: str, result: object) -> None:
    assert (live.formula, live.result) == (formula, result)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("๕๐", 50.0), ("ร้อยละ 50", 50.0), ("12.5%", 12.5), ("-1", -1.0), ("ครึ่ง", NO_NUMBER)],
)
def test_a_figure_in_either_digits(typed: str, number: object) -> None:
    assert figure(at(typed)).result == number


def test_what_is_always_so_is_not_asked() -> None:
    yes, no, open_ = truth(told=True), truth(told=False), equals(at("ก"), "ก")
    assert all_of([yes, open_]).formula == 'A1="ก"'
    assert all_of([no, open_]).formula == "FALSE"
    assert any_of([no, open_]).formula == 'A1="ก"'
    assert any_of([yes, open_]).formula == "TRUE"
    assert all_of([]).holds
    assert not any_of([]).holds
    assert negation(yes).formula == "FALSE"
