"""Numbers as Chinese text writes them: 1.2万, 40,000, 一千二百, 二〇二一, 十七八, each read exactly."""

import re
from decimal import Decimal
from functools import lru_cache

DIGITS = {
    character: value
    for value, characters in enumerate(
        ("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_TO_CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_WAN = 10**4
_SCALES = (("亿", 10**8), ("万", _WAN))
#: No number that news writes out has more characters; what has is no number.
_LONGEST = 40
#: 三亿二千 without 零 goes on at the next step down, as 三亿二千万 does.
_SHORT_OF_WAN = re.compile(r"[一二两三四五六七八九]千(?:[一二两三四五六七八九]百)?")
#: Full-width letters, digits and signs; marks that end a clause stay as they are: ，！？：；（）～
_WIDE = re.compile("[＂-＇＊＋－-９＜-＞＠-｝]")
#: ... but for the one between thousands: １，２００.
_WIDE_SEPARATOR = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")

#: A number in Arabic digits, with or without thousands separators.
ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
#: A number in Arabic digits with its scales spelt out between them: 3亿2千万, 1万2千, 3万2千5百, 2亿3500万.
COMPOUND = r"(?:\d{1,4}亿\d{1,4}(?:千?万)|\d[亿万千](?:\d[千百十])+万?)(?![\d.万亿])"
_ARABIC, _COMPOUND = re.compile(ARABIC), re.compile(COMPOUND)
#: A number in Chinese characters, 百 and 万 alone included: the caller decides where those may count.
CHINESE = r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
#: What multiplies the Arabic number before it: 1.2万, 3.7万亿, 10.36百亿亿.
SCALE = r"(?:[十百千]?[万亿]+|[百千](?=[^兆]|$))"


def fold_width(text: str) -> str:
    """Return the text with full-width letters, digits and signs as ASCII, one character for one.

    Example:
        >>> fold_width("５Ｇ基站１２００个，"), fold_width("１，２００个")
        ('5G基站1200个，', '1,200个')
    """
    if not _WIDE.search(text):
        return text
    return _WIDE.sub(lambda wide: chr(ord(wide.group()) - 0xFEE0), _WIDE_SEPARATOR.sub(",", text))


def read_number(written: str) -> Decimal | None:
    """Return the value of a number in Arabic digits, Chinese characters or both; None where it is none.

    Example:
        >>> read_number("1.25万"), read_number("一千二百"), read_number("二〇二一"), read_number("万千")
        (Decimal('12500.00'), Decimal('1200'), Decimal('2021'), None)
        >>> read_number("3亿2千万"), read_number("3亿2千"), read_number("2亿3500万")
        (Decimal('320000000'), Decimal('320000000'), Decimal('235000000'))
    """
    arabic = _ARABIC.match(written)
    if arabic is not None and arabic.end() == len(written):
        return Decimal(written.replace(",", ""))
    if _COMPOUND.fullmatch(written):
        return _read_compound(written)
    if arabic is None:
        return _read_chinese(written)
    value = Decimal(arabic.group().replace(",", ""))
    for character in written[arabic.end() :]:
        factor = _STEPS.get(character) or dict(_SCALES).get(character)
        if factor is None:
            return None
        value *= factor
    return value


def _read_compound(written: str) -> Decimal | None:
    """Read 2亿3500万 as its two parts, and single digits between scales as the Chinese numeral that they stand for."""
    upper, _, lower = written.partition("亿")
    parts = [read_number(f"{part}{scale}") for part, scale in ((upper, "亿"), (lower, ""))]
    if lower.endswith("万") and None not in parts:
        return sum((part for part in parts if part is not None), Decimal(0))
    return _read_chinese(written.translate(_TO_CHINESE))


@lru_cache(maxsize=2048)
def _read_chinese(written: str) -> Decimal | None:
    if len(written) > _LONGEST:
        return None
    whole, _, fraction = written.partition("点")
    value = _read_whole(whole)
    if value is None or not all(character in DIGITS for character in fraction):
        return None
    tail = "".join(str(DIGITS[character]) for character in fraction)
    return Decimal(f"{value}.{tail}") if tail else Decimal(value)


def _read_whole(written: str) -> int | None:
    """Read positional digits (二〇二一) or an ordinary numeral, its multiplier alone allowed (百, 千万)."""
    if len(written) > 1 and all(character in DIGITS for character in written):
        return int("".join(str(DIGITS[character]) for character in written))
    return _read_scaled(written)


def _read_scaled(written: str) -> int | None:
    """Split at the last 亿, then at the last 万: what stands before is multiplied, what follows is added."""
    for scale, factor in _SCALES:
        before, found, after = written.rpartition(scale)
        if found:
            head = _read_scaled(before) if before else 1
            tail = _read_tail(after, factor)
            return None if head is None or tail is None else head * factor + tail
    return _read_section(written)


def _read_tail(written: str, factor: int) -> int | None:
    """Read what follows a multiplier: nothing, 零五 for 5, a lone digit for its tenth (两万三), 亿二千 as 亿二千万."""
    if not written:
        return 0
    if len(written) == 1 and written in DIGITS:
        return DIGITS[written] * factor // 10
    if factor > _WAN and _SHORT_OF_WAN.fullmatch(written):
        return (_read_section(written) or 0) * _WAN
    return _read_scaled(written) if written[0] in DIGITS else None


def _read_section(written: str) -> int | None:
    """Read a numeral below 10,000; only at its start may 十, 百 or 千 stand without a digit."""
    total, digit, room = 0, None, 10**4
    for position, character in enumerate(written):
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
            continue
        step = _STEPS.get(character)
        if step is None or step >= room or (digit is None and position and step != 10):
            return None
        total, digit, room = total + step * (digit or 1), None, step
    return total + (_last_digit(written, digit) if digit is not None else 0) if written else None


def _last_digit(written: str, digit: int) -> int:
    """Return what the last digit stands for: 5 in 二十五 and 三百零五, 500 in 一千五."""
    return digit * _STEPS.get(written[-2:-1], 10) // 10
