"""Bars and columns as SVG that is as wide as its place: positions along the wide side are percentages.

So letters keep their size on a phone and on a wide screen, and nothing has to run.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import ceil, log10

import htpy as h

from schemas.reference.report_words import Words
from tasks.report.chart import Bar, Chart
from tasks.report.markup import both

#: Heights in pixels: of the tallest column, of the space above it and below it; of a bar with its label.
_TALL, _ABOVE, _BELOW, _ROW = 150, 20, 22, 34
#: How many columns can have their values above them, on a wide screen and on a phone.
_VALUES, _FEW_VALUES = 24, 10
#: How many labels fit below columns, on a wide screen and on a phone.
_LABELS, _FEW_LABELS = 16, 5
#: How many letters an English and a Chinese name beside a bar may have.
_NAME, _WIDE_NAME = 22, 12
#: The width in pixels that bars have on a phone, and of a letter beside them.
_NARROW, _LETTER = 230, 7


def columns(chart: Chart) -> h.Element:
    """Draw the bars upright, side by side, with a scale: for what has an order in time or size."""
    return _columns(chart.bars, top_of(chart.largest), range(len(chart.layers)), chart.in_words())


def panels(chart: Chart) -> h.Element:
    """Draw each layer by itself, upright, all on one scale."""
    top = top_of(max(max(bar.values) for bar in chart.bars))

    def panel(layer: int, name: Words) -> h.Element:
        bars = [Bar(bar.label, (bar.values[layer],)) for bar in chart.bars]
        told = Chart(name, chart.heading, (name,), tuple(bars)).in_words()
        return h.div[h.h4[both(name)], _columns(bars, top, [0], told)]

    return h.div(".panels")[(panel(at, name) for at, name in enumerate(chart.layers))]


def bars(chart: Chart) -> h.Element:
    """Draw the bars lying, one below the other, with their names before and their totals behind them."""
    height = str(_ROW * len(chart.bars))
    marks = [" · ".join(filter(None, (chart.written(bar.total), bar.told))) for bar in chart.bars]
    reach = max(30.0, 96 - 100 * _LETTER * max(map(len, marks)) / _NARROW)
    names = h.svg(".names", height=height, aria_hidden="true")[(_name(at, bar) for at, bar in enumerate(chart.bars))]
    lying = (_lying(at, bar, chart, reach) for at, bar in enumerate(chart.bars))
    ends = (reach * bar.total / chart.largest for bar in chart.bars)
    told = (
        h.text(".mark", x=f"{_short(end)}%", y=str(_ROW * at + 20), dx="6")[mark]
        for at, (end, mark) in enumerate(zip(ends, marks, strict=True))
    )
    plot = h.svg(".plot", height=height, role="img", aria_label=chart.in_words())[lying, told]
    return h.div(".bars")[names, plot]


def top_of(largest: float) -> float:
    """Return where a scale for values up to the largest ends.

    Example:
        >>> top_of(7), top_of(23), top_of(1)
        (8, 30, 1)
    """
    return ceil(largest / _step(largest)) * _step(largest)


def _step(largest: float) -> float:
    """Return the distance between two lines of the scale: 1, 2 or 5 with zeros; at most four lines."""
    if largest <= 0:
        return 1
    power: float = 10 ** int(log10(max(1, largest / 4)))
    return next(step for step in (power, 2 * power, 5 * power, 10 * power) if largest / step <= 4)


def _columns(drawn: Sequence[Bar], top: float, layers: Sequence[int], told: str) -> h.Element:
    height = _ABOVE + _TALL + _BELOW
    lines = [step * _step(top) for step in range(int(top / _step(top)) + 1)]
    axis = h.svg(".axis", height=str(height), aria_hidden="true")[
        (h.text(x="100%", y=str(_at(line, top) + 4))[f"{line:,.0f}"] for line in lines)
    ]
    plot = h.svg(".plot", height=str(height), role="img", aria_label=told)[
        (h.line(x1="0", x2="100%", y1=_short(_at(line, top)), y2=_short(_at(line, top))) for line in lines),
        (_upright(at, bar, len(drawn), top, layers) for at, bar in enumerate(drawn)),
        _values(drawn, top),
        _labels(drawn),
    ]
    return h.div(".columns")[axis, plot]


def _upright(at: int, bar: Bar, n_bars: int, top: float, layers: Sequence[int]) -> h.Fragment:
    ends = list(accumulate(bar.values))
    width = 100 / n_bars
    return h.fragment[
        (
            h.rect(
                x=f"{_short(width * (at + 0.12))}%",
                width=f"{_short(width * 0.76)}%",
                y=_short(_at(ends[layer], top)),
                height=_short(_TALL * bar.values[layer] / top),
                class_=f"l{layer}",
            )[h.title[_tip(bar, layer)]]
            for layer in layers
            if bar.values[layer]
        )
    ]


def _lying(at: int, bar: Bar, chart: Chart, reach: float) -> h.Fragment:
    ends = list(accumulate(bar.values))
    return h.fragment[
        (
            h.rect(
                x=f"{_short(reach * (end - value) / chart.largest)}%",
                width=f"{_short(reach * value / chart.largest)}%",
                y=str(_ROW * at + 6),
                height=str(_ROW - 14),
                class_=f"l{layer}",
            )[h.title[_tip(bar, layer)]]
            for layer, (value, end) in enumerate(zip(bar.values, ends, strict=True))
            if value
        )
    ]


def _tip(bar: Bar, layer: int) -> str:
    return f"{bar.label}: {bar.values[layer]:,.15g}"


def _name(at: int, bar: Bar) -> h.Fragment:
    row = _ROW * at
    is_double = bool(bar.label.en)
    return h.fragment[
        h.text(x="100%", y=str(row + (15 if is_double else 20)))[_cut(bar.label.zh, _WIDE_NAME)],
        is_double and h.text(".en", x="100%", y=str(row + 27), lang="en")[_cut(bar.label.en, _NAME)],
    ]


def _cut(text: str, room: int) -> str:
    """Return a name that fits beside its bar; the table has the whole.

    Example:
        >>> _cut("Hunan", 22), _cut("Honghe Hani and Yi Autonomous Prefecture", 22)
        ('Hunan', 'Honghe Hani and Yi …')
    """
    return text if len(text) <= room else f"{text[: room - 3].rstrip()} …"


def _values(drawn: Sequence[Bar], top: float) -> h.Node:
    if len(drawn) > _VALUES:
        return None
    wide = "" if len(drawn) <= _FEW_VALUES else " on-wide"
    return [
        h.text(class_=f"mark{wide}", x=_middle(at, len(drawn)), y=_short(_at(bar.total, top) - 5))[f"{bar.total:,.0f}"]
        for at, bar in enumerate(drawn)
        if bar.total
    ]


def _labels(drawn: Sequence[Bar]) -> h.Node:
    shown, few = _spread(drawn, _LABELS), _spread(drawn, _FEW_LABELS)
    return [
        h.text(class_="tick" if at in few else "tick on-wide", x=_middle(at, len(drawn)), y=str(_ABOVE + _TALL + 16))[
            bar.label.en if len(drawn) > _LABELS and bar.label.en else bar.label.zh
        ]
        for at, bar in enumerate(drawn)
        if at in shown | few
    ]


def _spread(drawn: Sequence[Bar], room: int) -> set[int]:
    """Return which of so many columns have their label shown: as many as there is room for, the last one always."""
    step = max(1, ceil(len(drawn) / room))
    return set(range(len(drawn) - 1, -1, -step))


def _middle(at: int, n_bars: int) -> str:
    return f"{_short(100 * (at + 0.5) / n_bars)}%"


def _at(value: float, top: float) -> float:
    return _ABOVE + _TALL * (1 - value / top)


def _short(value: float) -> str:
    """Return the number without digits that nobody sees.

    Example:
        >>> _short(12.5), _short(1 / 3), _short(0.0)
        ('12.5', '0.333', '0')
    """
    return f"{value:.3f}".rstrip("0").rstrip(".")
