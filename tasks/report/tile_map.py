"""A map of tiles: one for each province, the darker the more."""

from collections.abc import Collection, Iterable, Mapping

import htpy as h

from schemas.reference.province_tiles import Tile, province_tiles
from schemas.reference.report_words import words
from tasks.report.chart import swatch
from tasks.report.markup import both

#: The side of a tile and the distance from one to the next, in units of the drawing.
_SIDE, _PITCH = 54, 58
#: Which of the five shades are used where there are so many steps.
_SHADES: Mapping[int, tuple[int, ...]] = {0: (), 1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
_MOST = max(_SHADES)


def tile_map(counts: Mapping[str, int], linked: Collection[str], told: str) -> h.Element:
    """Return the map with its key.

    Args:
        counts: how many by the code of the province; a province that is not there has none.
        linked: the codes of the provinces that the page has a part of its own for, named ``p`` and the code.
        told: names the text that says what the map shows, with ``n``, ``most``, ``most_en`` and ``count`` in braces.
    """
    tiles = province_tiles()
    limits = shade_limits(counts.values())
    width = _PITCH * (1 + max(tile.column for tile in tiles))
    height = _PITCH * (1 + max(tile.row for tile in tiles))
    drawn = (_tile(tile, counts.get(tile.code, 0), limits, is_linked=tile.code in linked) for tile in tiles)
    drawing = h.svg({"viewBox": f"0 0 {width} {height}"}, role="group", aria_label=_in_words(tiles, counts, told))[
        drawn
    ]
    return h.div(".map")[drawing, _key(limits)]


def shade_limits(counts: Iterable[int]) -> tuple[int, ...]:
    """Return the largest number of each shade: five at most, with about as many provinces in each, in round numbers.

    Example:
        >>> shade_limits([]), shade_limits([0, 1, 1, 3, 5])
        ((), (1, 3, 5))
        >>> shade_limits([3, 42, 95, 108, 263, 288, 327, 344, 370, 579])
        (42, 110, 290, 350, 580)
    """
    found = sorted(count for count in counts if count)
    if len(set(found)) <= _MOST:
        return tuple(sorted(set(found)))
    fifths = (found[len(found) * step // _MOST - 1] for step in range(1, _MOST + 1))
    return tuple(sorted({_round_up(count) for count in fifths}))


def _round_up(count: int) -> int:
    """Return the next number with no more than two digits before its zeros.

    Example:
        >>> _round_up(327), _round_up(99), _round_up(12001)
        (330, 99, 13000)
    """
    zeros: int = 10 ** max(0, len(str(count)) - 2)
    return -(-count // zeros) * zeros


def shade_of(count: int, limits: tuple[int, ...]) -> int:
    """Return the shade of a tile: 0 for none, else from 1.

    Example:
        >>> [shade_of(count, (2, 5)) for count in (0, 2, 3, 5)]
        [0, 2, 4, 4]
    """
    if not count:
        return 0
    at = next(at for at, limit in enumerate(limits) if count <= limit)
    return _SHADES[len(limits)][at]


def _tile(tile: Tile, count: int, limits: tuple[int, ...], *, is_linked: bool) -> h.Element:
    x, y = _PITCH * tile.column + 2, _PITCH * tile.row + 2
    middle = str(x + _SIDE // 2)
    told = f"{tile.name} {tile.name_en}: {count:,}"
    drawn = h.g(class_=f"tile s{shade_of(count, limits)}")[
        h.title[told],
        h.rect(x=str(x), y=str(y), width=str(_SIDE), height=str(_SIDE), rx="4"),
        h.text(x=middle, y=str(y + 25))[tile.name],
        h.text(".count", x=middle, y=str(y + 43))[f"{count:,}" if count else "·"],
    ]
    return h.a(href=f"#p{tile.code}", aria_label=told)[drawn] if is_linked else drawn


def _key(limits: tuple[int, ...]) -> h.Element:
    lows = (1, *(limit + 1 for limit in limits[:-1]))
    ranges = [f"{low:,}–{limit:,}" if low < limit else f"{limit:,}" for low, limit in zip(lows, limits, strict=False)]
    return h.ul(".legend")[
        h.li[swatch("s0"), " ", both(words("regions.none"))],
        (h.li[swatch(f"s{shade}"), " ", told] for shade, told in zip(_SHADES[len(limits)], ranges, strict=True)),
    ]


def _in_words(tiles: tuple[Tile, ...], counts: Mapping[str, int], told: str) -> str:
    most = max(tiles, key=lambda tile: counts.get(tile.code, 0))
    n_counted = sum(1 for tile in tiles if counts.get(tile.code, 0))
    if not n_counted:
        return str(words("page.nothing"))
    count = f"{counts[most.code]:,}"
    return str(words(told, n=n_counted, most=most.name, most_en=most.name_en, count=count))
