from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.numerals import fold_width, read_number

DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """Write a number below 10^16 as a Chinese numeral, the way a person would."""
    written = _scaled(number)
    return written.removeprefix("一") if written.startswith("一十") else written


def _scaled(number: int) -> str:
    for scale, sign in ((10**8, "亿"), (10**4, "万")):
        head, tail = divmod(number, scale)
        if head:
            gap = "零" if tail and tail < scale // 10 else ""
            return _scaled(head) + sign + (gap + _scaled(tail) if tail else "")
    return _section(number)


def _section(number: int) -> str:
    written, gap = "", False
    for step, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, step)
        if digit:
            written += ("零" if gap and written else "") + DIGITS[digit] + sign
            gap = False
        elif written:
            gap = True
    return written


@given(st.integers(min_value=1, max_value=10**16 - 1))
def test_a_spelled_number_is_read_back(number: int) -> None:
    assert read_number(spelled(number)) == number


@given(st.integers(min_value=1, max_value=10**16 - 1))
def test_two_is_read_in_either_form(number: int) -> None:
    assert read_number(spelled(number).replace("二百", "两百").replace("二千", "两千")) == number


@given(st.integers(min_value=0, max_value=10**15))
def test_separators_change_nothing(number: int) -> None:
    assert read_number(f"{number:,}") == read_number(str(number)) == number


@given(st.decimals(min_value=0, max_value=9999, places=2), st.sampled_from(["万", "亿", "万亿", "千万", "百"]))
def test_a_scale_multiplies_exactly(number: Decimal, scale: str) -> None:
    factor = read_number(scale)
    assert factor is not None
    assert read_number(f"{number}{scale}") == number * factor


@given(st.integers(min_value=1000, max_value=2999))
def test_digits_in_a_row_are_read_as_such(year: int) -> None:
    assert read_number("".join(DIGITS[int(digit)] for digit in str(year))) == year


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("十", 10),
        ("十五", 15),
        ("一千五", 1500),
        ("两万三", 23000),
        ("三百零五", 305),
        ("一万零五十", 10050),
        ("三亿五", 350_000_000),
        ("百亿亿", 10**18),
        ("二〇二一", 2021),
        ("三十二点五", Decimal("32.5")),
    ],
)
def test_numerals(written: str, value: Decimal | int) -> None:
    assert read_number(written) == value


@pytest.mark.parametrize("written", ["", "点五", "万千", "三百千", "一二十三", "座"])
def test_what_is_no_number(written: str) -> None:
    assert read_number(written) is None


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold_width(text)) == len(text)


def test_folding_leaves_the_marks_that_end_clauses() -> None:
    assert fold_width("５Ｇ，１２％；（含）") == "5G，12%；（含）"


def test_a_numeral_of_no_end_is_none() -> None:
    assert read_number("三万" * 3000) is None
