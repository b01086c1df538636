"""The styles in which Chinese texts write one number, each exact."""

import re
from collections.abc import Callable
from decimal import Decimal

Style = Callable[[Decimal], str]

_DIGITS = "零一二三四五六七八九"
_STEPS = ("", "十", "百", "千")
_SCALES = ((10**8, "亿"), (10**4, "万"))
_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def arabic(number: Decimal) -> str:
    """1234567.5"""
    return f"{number.normalize():f}"


def separated(number: Decimal) -> str:
    """1,234,567.5"""
    return f"{Decimal(arabic(number)):,f}"


def wide(number: Decimal) -> str:
    """１２３４５６７．５"""
    return arabic(number).translate(_WIDE)


def wide_separated(number: Decimal) -> str:
    """１，２３４，５６７"""
    return separated(number).translate(_WIDE)


def scaled(number: Decimal) -> str:
    """123.45675万, 1.2亿"""
    for scale, name in _SCALES:
        if number >= scale:
            return arabic(number / scale) + name
    return arabic(number)


def chinese(number: Decimal) -> str:
    """一百二十三万四千五百六十七点五"""
    whole, _, fraction = arabic(number).partition(".")
    return re.sub("^一十", "十", _whole(int(whole))) + (
        "点" + "".join(_DIGITS[int(digit)] for digit in fraction) if fraction else ""
    )


def spoken(number: Decimal) -> str:
    """两万两千两百零十五: 两 for 二 before 千, 万 and 亿, and 零十 for 零一十."""
    return re.sub("(?<!十)二(?=[千万亿])", "两", chinese(number)).replace("零一十", "零十")


def split_by_scales(number: Decimal) -> str:
    """3亿2500万 where there is nothing below 万, else 1.2亿 and so on"""
    hundred_millions, rest = divmod(int(number), 10**8)
    if number == int(number) and 0 < hundred_millions < 10**4 and rest and rest % 10**4 == 0:
        return f"{hundred_millions}亿{rest // 10**4}万"
    return scaled(number)


def _whole(number: int) -> str:
    for scale, name in _SCALES:
        if number >= scale:
            high, low = divmod(number, scale)
            gap = "零" if 0 < low < scale // 10 else ""
            return _whole(high) + name + (gap + _whole(low) if low else "")
    return _section(number)


def _section(number: int) -> str:
    """Return a number below 10,000."""
    written, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + _STEPS[power]
            gap = False
        else:
            gap = True
    return written or _DIGITS[0]


#: Styles for whole numbers from 2 up; ``split_by_scales`` and ``scaled`` are for any.
STYLES: tuple[Style, ...] = (arabic, separated, wide, wide_separated, scaled, chinese, spoken, split_by_scales)
#: Styles that keep a fraction and may stand before 万 or 亿, for numbers below 10,000.
DECIMAL_STYLES: tuple[Style, ...] = (arabic, separated, wide, chinese)
