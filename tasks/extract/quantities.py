"""Quantities of a text: exact numbers with their units, and how exactly the text means them."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from schemas.records import Quantity
from schemas.units import approximators_after, approximators_before, dimensions, unit_forms
from schemas.vocabulary import Approximator
from tasks.extract.numerals import DIGITS, fold_width, read_number
from tasks.extract.quantity_grammar import BARRED_AFTER, BARRED_BEFORE, VAGUE_BEFORE, atom
from tasks.extract.quantity_search import is_lone, next_atom, with_names_masked

_RANGE = re.compile(r"\s?(?:[-—–−~～至到]|——)\s?")
_LIST = re.compile(r"[、和与]|以及")
_FROM = re.compile(r"[从由自](?:\d{4}年[^，。]{0,6}|[^，。；\d]{0,6})$")
#: No news counts so far; what looks like it is a code.
_TOO_LARGE = Decimal(10) ** 22
_YEAR = re.compile(r"(?:19|20)\d{2}")
_PER_SECOND = re.compile(r"每秒[^，。；]{0,6}$")
#: 9200、1.3万: what exceeds the next number of a list so many times does not share its scale.
_FAR = 1000
#: Operations a second are a measure of computing power from here on: 亿亿次.
_COMPUTE_OPERATIONS = Decimal(10) ** 15
_NEIGHBOURS = re.compile(
    rf"(?P<ten>十?)(?P<low>[{''.join(DIGITS)}])(?P<high>[{''.join(DIGITS)}])(?P<scale>[十百千万亿]*)"
)
#: 至少建成8个, 至少需要30台; 约占全省的23%.
_APART = re.compile(r"(?:(?P<least>至少)[\u4e00-\u9fff]{2,4}|(?<!签)(?P<share>约|近|超)占[^，。；\d]{0,8}的?)$")
_APART_REACH = 12
#: The groups of a number that may count things.
_WRITTEN = ("arabic", "numeral", "multiplier")
_ONE = Decimal(1)


class _Atom(NamedTuple):
    """One number with its unit as it stands, before ranges are joined."""

    start: int
    end: int
    number: Decimal
    scale: Decimal
    unit: str
    factor: Decimal
    before: Approximator | None
    after: Approximator | None
    upper: Decimal | None = None
    is_lone_digit: bool = False

    @property
    def value(self) -> Decimal:
        return self.number * self.scale * self.factor


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of the text, in order, none overlapping another.

    Money is in yuan (``CNY``) unless the text names another currency, rates in ``Mbps``, latencies in ``ms``,
    computing power in ``PFLOPS``, shares in ``percent``; counted things have their measure word as unit (座, 户), a
    bare number the unit ``""``. Of a range ``value`` is the lower end, ``upper`` the higher.

    Example:
        >>> [(q.value, q.unit, q.approximator) for q in find_quantities("投资近300亿元，新建5G基站1.2万余座")]
        [(Decimal('30000000000'), 'CNY', 'nearly'), (Decimal('12000'), '座', 'over')]
    """
    masked = with_names_masked(fold_width(text))
    atoms = _listed(masked, list(_atoms(masked)))
    return tuple(_quantity(found) for found in _joined(masked, atoms))


def dimension(quantity: Quantity) -> str:
    """Return what kind of thing the quantity measures: money, rate, count; ``number`` where it names no unit.

    Example:
        >>> [dimension(quantity) for quantity in find_quantities("30亿元建1000座")]
        ['money', 'count']
    """
    return dimensions()[quantity.unit]


def _atoms(masked: str) -> Iterator[_Atom]:
    position = 0
    while (match := next_atom(masked, position)) is not None:
        found = None if is_lone(masked, match) else _read_atom(masked, match)
        position = match.end() if found else _after_number(match)
        if found is not None:
            yield found


def _after_number(match: re.Match[str]) -> int:
    """Return where to go on after what was no quantity: behind its digits, or behind its first character."""
    return max(match.end("arabic"), match.start() + 1)


def _read_atom(masked: str, match: re.Match[str]) -> _Atom | None:
    for form, written in zip(_WRITTEN, match.group(*_WRITTEN), strict=True):
        if written:
            return _read_counted(masked, match, form)
    for name, read in _READERS.items():
        if match.group(name):
            return read(match)
    if match.group("rate"):
        return _read_rate(masked, match)
    doublings = int(read_number(match.group("fold") or "一") or 1)
    return _percent(match, Decimal(100 * (2**doublings - 1)))


def _percent(match: re.Match[str], number: Decimal, upper: Decimal | None = None) -> _Atom:
    one = Decimal(1)
    before, after = _approximators(match)
    return _Atom(match.start(), match.end(), number, one, "percent", one, before, after, upper)


def _read_percent(match: re.Match[str]) -> _Atom | None:
    number = read_number(match.group("hundredths"))
    return None if number is None else _percent(match, number)


def _read_all(match: re.Match[str]) -> _Atom | None:
    """Read 百分百."""
    return _percent(match, Decimal(100))


def _read_fraction(match: re.Match[str]) -> _Atom | None:
    """Read 四分之一 as 25 percent; thirds and the like have no exact value."""
    parts = [read_number(match.group(name)) or Decimal(1) for name in ("numerator", "denominator")]
    return _percent(match, 100 * parts[0] / parts[1])


def _read_tenths(match: re.Match[str]) -> _Atom | None:
    written, half = match.group("tenths"), Decimal(DIGITS.get(match.group("five") or "零", 5))
    if written[0] in DIGITS and len(written) == 2:
        low, high = (Decimal(10 * DIGITS[character]) for character in written)
        both = _percent(match, low, high)
        return both._replace(before=both.before or "about") if high > low else None
    number = read_number(written)
    return None if number is None else _percent(match, number * 10 + half)


def _read_half(match: re.Match[str]) -> _Atom | None:
    return _percent(match, Decimal(50))


def _read_rate(masked: str, match: re.Match[str]) -> _Atom | None:
    """Read 千兆 as a rate; 双千兆 and 三千兆 are names."""
    if masked[max(0, match.start("rate") - 1) : match.start("rate")] in tuple("双三两"):
        return None
    number = read_number(match.group("rate")) or Decimal(0)
    before, after = _approximators(match)
    return _Atom(match.start(), match.end(), number, Decimal(1), "Mbps", Decimal(1), before, after)


def _read_counted(masked: str, match: re.Match[str], form: str) -> _Atom | None:
    written = match.group(form)
    if not _counts(masked, match, written) or _is_barred(masked, match, match.start(form)):
        return None
    number, upper = _number(match, written)
    if number is None:
        return None
    unit, factor = _unit(masked, match, number)
    before, after = _approximators(match)
    before = before or _said_before(masked, match.start())
    scale = _scale(match)
    if number * scale >= _TOO_LARGE:
        return None
    if upper is not None:
        upper, before = upper * scale * factor, before or "about"
    is_lone_digit = len(match.group()) == 1
    return _Atom(match.start(), match.end(), number, scale, unit, factor, before, after, upper, is_lone_digit)


def _scale(match: re.Match[str]) -> Decimal:
    written = match.group("scale")
    return (read_number(written) if written else None) or _ONE


def _is_barred(masked: str, match: re.Match[str], start: int) -> bool:
    """Return whether what stands around the number makes it a code, a name, a rank or no number (第3届, 数百)."""
    before = masked[max(0, start - 3) : start]
    if BARRED_BEFORE.search(before) and not match.group("before"):
        return True
    if not match.group("arabic") and _is_vague(masked, start):
        return True
    in_quotes = before.endswith(("“", '"'))
    return not match.group("unit") and (in_quotes or BARRED_AFTER.match(masked, match.end()) is not None)


def _is_vague(masked: str, start: int) -> bool:
    """Return whether 数 or 几 right before the numeral leaves its number open."""
    return start > 0 and VAGUE_BEFORE.match(masked, start - 1) is not None


def _number(match: re.Match[str], written: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the number, and the higher one where the text puts two neighbours side by side (七八, 三五百)."""
    if match.group("arabic") is None and (both := _NEIGHBOURS.fullmatch(written)):
        low, high = DIGITS[both["low"]], DIGITS[both["high"]]
        if high - low not in (1, 2):
            return None, None
        base, scale = 10 if both["ten"] else 0, read_number(both["scale"] or "一") or Decimal(1)
        return (base + low) * scale, (base + high) * scale
    if match.group("arabic") is None and len(written) > 1 and all(character in DIGITS for character in written):
        return None, None
    if written.startswith("0") and not written.startswith("0.") and len(written) > 1:
        return None, None
    return read_number(written), None


def _counts(masked: str, match: re.Match[str], written: str) -> bool:
    """Return whether the number is one: 百 alone needs an approximator, and a bare number more than one digit."""
    rough = match.group("before") or match.group("inner") or match.group("inner2")
    if match.group("multiplier"):
        return bool(rough) or masked.startswith("规模", match.end())
    if match.group("unit") or _opens_range(masked, match.end()):
        return True
    if match.group("numeral") and len(written) > 1:
        return bool(rough or len(written) > 2) and bool(re.search("[百千万亿]", match.group()))
    return bool(rough) or (len(match.group()) < 12 and not _YEAR.fullmatch(match.group()))


def _opens_range(masked: str, end: int) -> bool:
    """Return whether the number that ends there has the unit of a second one: 2000至2500座."""
    mark = _RANGE.match(masked, end)
    upper = atom().match(masked, mark.end()) if mark else None
    return upper is not None and bool(upper.group("unit")) and not upper.group("before")


def _unit(masked: str, match: re.Match[str], number: Decimal) -> tuple[str, Decimal]:
    written = match.group("unit")
    if not written:
        return "", _ONE
    form = unit_forms().get(written) or next(
        form for name, form in unit_forms().items() if name.casefold() == written.casefold()
    )
    if form.unit == "次":
        operations = number * _scale(match)
        if operations >= _COMPUTE_OPERATIONS or _PER_SECOND.search(masked[max(0, match.start() - 8) : match.start()]):
            return "PFLOPS", 1 / _COMPUTE_OPERATIONS
    return form.unit, form.factor


def _approximators(match: re.Match[str]) -> tuple[Approximator | None, Approximator | None]:
    before = approximators_before().get(match.group("before") or "")
    if match.group("half") and match.start("half") > match.start():
        before = before or None
    after = match.group("after") or match.group("inner2") or match.group("inner") or ""
    return before, approximators_after().get(after)


def _said_before(masked: str, start: int) -> Approximator | None:
    """Return the approximator that a verb parts from the number: 至少建成8个, 约占全省的23%."""
    words = masked[max(0, start - _APART_REACH) : start]
    found = _APART.search(words) if "占" in words or "至少" in words else None
    return approximators_before()[found["least"] or found["share"]] if found else None


def _listed(masked: str, atoms: list[_Atom]) -> list[_Atom]:
    """Give the bare numbers of a list the scale and unit of its last: 79.1、33.5和38.6万个."""
    listed: list[_Atom] = []
    for found in reversed(atoms):
        last = listed[-1] if listed else None
        carries = last is not None and not found.unit and found.scale == 1 and _carries(masked, found, last)
        listed.append(_like(found, last) if last and carries else found)
    return listed[::-1]


def _like(found: _Atom, last: _Atom) -> _Atom:
    """Return the number in the scale and unit of the one after it; one that is far greater as written is not so."""
    scale = last.scale if found.number < _FAR * last.number else found.scale
    return found._replace(scale=scale, unit=last.unit, factor=last.factor, is_lone_digit=False)


def _carries(masked: str, found: _Atom, last: _Atom) -> bool:
    is_list = _LIST.fullmatch(masked, found.end, last.start) is not None
    return (
        is_list
        and bool(last.unit or last.scale > 1)
        and (last.scale > 1 or last.unit == "percent")
        and found.number < 10000
    )


def _joined(masked: str, atoms: list[_Atom]) -> Iterator[_Atom]:
    """Yield the atoms, two that stand for the ends of a range as one; a lone digit is but the end of a range."""
    position = 0
    while position < len(atoms):
        found = atoms[position]
        following = atoms[position + 1] if position + 1 < len(atoms) else None
        joined = _range(masked, found, following) if following else None
        if joined or not found.is_lone_digit:
            yield joined or found
        position += 2 if joined else 1


def _range(masked: str, low: _Atom, high: _Atom) -> _Atom | None:
    """Return the two as one range (3至5个, 10%—20%); from A to B are two figures, not a range."""
    if not _RANGE.fullmatch(masked, low.end, high.start) or low.unit not in ("", high.unit):
        return None
    if _FROM.search(masked[max(0, low.start - 14) : low.start]) or high.before:
        return None
    if not low.unit:
        low = low._replace(unit=high.unit, factor=high.factor)
    if low.scale == 1 and low.number < high.number:
        low = low._replace(scale=high.scale)
    if low.value >= high.value:
        return None
    return low._replace(end=high.end, upper=high.value, after=low.after or high.after)


def _quantity(found: _Atom) -> Quantity:
    upper = found.upper
    return Quantity(
        found.start,
        found.end,
        _plain(found.value),
        found.unit,
        found.before or found.after or "exact",
        None if upper is None else _plain(upper),
    )


def _plain(value: Decimal) -> Decimal:
    """Return the value without an exponent and without trailing zeros of a fraction."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


_READERS: dict[str, Callable[[re.Match[str]], _Atom | None]] = {
    "numerator": _read_fraction,
    "hundredths": _read_percent,
    "all": _read_all,
    "tenths": _read_tenths,
    "half": _read_half,
}
