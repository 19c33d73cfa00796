from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.containers.claims import address_of, authentication_of


@pytest.mark.parametrize(
    ("header", "results"),
    [
        ("mx; dkim=pass header.d=a.go.th; spf=fail; dmarc=none", "spf=fail dkim=pass dmarc=none"),
        ("spf=Pass (from 192.0.2.1)\r\n smtp.mailfrom=a.go.th;DKIM=none", "spf=pass dkim=none"),
        ("mx 1; dmarc=fail (p=REJECT) header.from=a.go.th", "dmarc=fail"),
        ("mx; spf/1 = softfail", "spf=softfail"),
        ("mx; dkim=fail header.d=a.go.th; dkim=pass header.d=b.go.th", "dkim=pass"),
        ("mx; dkim=fail header.d=a.go.th; dkim=none", "dkim=fail"),
        ("mx; spf=fail; spf=pass", "spf=fail"),
    ],
)
def test_results_are_told_in_one_order(header: str, results: str) -> None:
    assert authentication_of([header]) == results


@pytest.mark.parametrize(
    "header",
    [
        "",
        "mx.example.go.th; none",
        "mx; auth=pass smtp.auth=spf=pass",
        "mx; auth=pass (said: ; spf=pass ;)",
        r"mx; auth=pass (said \) ; (spf=no) ; spf=pass",
        'mx; auth=pass smtp.mailfrom="a; spf=pass"@b.go.th',
        'mx; auth=pass "; spf=pass',
        "mx; spf=; dkim=1",
    ],
)
def test_words_of_the_sender_are_no_result(header: str) -> None:
    assert authentication_of([header]) is None


def test_the_first_header_that_has_a_result_counts() -> None:
    headers = ["mx; none", "mx; spf=fail", "mx; spf=pass dkim=pass"]
    assert authentication_of(headers) == "spf=fail"
    assert authentication_of([]) is None


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("Finance@Example.go.th", "finance@example.go.th"),
        ("กองคลัง <finance@example.go.th>", "finance@example.go.th"),
        ("กองคลัง, เทศบาล <finance@example.go.th>", "finance@example.go.th"),
        ('"กองคลัง <a@example.go.th>" <b@example.go.th>', "b@example.go.th"),
        ("a@example.go.th <b@example.go.th>", "b@example.go.th"),
        ("finance@example.go.th (กองคลัง)", "finance@example.go.th"),
        ("x\r\n <fin\0ance\u202e@example.go.th>", "finance@example.go.th"),
        ("<a@example.go.th>, A <A@example.go.th>", "a@example.go.th"),
    ],
)
def test_an_address_stands_alone(header: str, address: str) -> None:
    assert address_of(header) == address


@pytest.mark.parametrize(
    "header",
    [
        "",
        "กองคลัง",
        "@",
        "a@",
        "/O=EXAMPLE/CN=FINANCE",
        "undisclosed-recipients:;",
        "<a@example.go.th> <b@example.go.th>",
        "a@example.go.th, b@example.go.th",
        "<a b@example.go.th>",
        "(" * 100_000 + "a@example.go.th",
    ],
)
def test_where_no_single_address_stands_none_is_given(header: str) -> None:
    assert address_of(header) is None


LETTERS = st.text(st.one_of(st.sampled_from('<>()",;:@\\=[]. \r\n'), st.characters()))


@given(LETTERS)
def test_no_text_is_too_odd(text: str) -> None:
    address = address_of(text)
    assert address is None or address.count("@") == 1
    results = authentication_of([text, f"mx;spf={text}"])
    assert results is None or results.isascii()
