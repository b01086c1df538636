"""Where each province stands in the tile map."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from schemas.reference.regions import gazetteer


class Tile(NamedTuple):
    """One province of the tile map.

    Attributes:
        code: its code.
        name: its short name.
        name_en: its English name.
        row: from the north, from 0.
        column: from the west, from 0.
    """

    code: str
    name: str
    name_en: str
    row: int
    column: int


@cache
def province_tiles() -> tuple[Tile, ...]:
    """Return the tiles from north to south and west to east.

    Example:
        >>> province_tiles()[0]
        Tile(code='230000', name='黑龙江', name_en='Heilongjiang', row=0, column=6)
    """
    rows = tomllib.loads(files("schemas.reference").joinpath("province_tiles.toml").read_text("utf-8"))["rows"]
    placed = [(code, row, column) for row, line in enumerate(rows) for column, code in enumerate(line.split())]
    return tuple(_tile(code, row, column) for code, row, column in placed if code != ".")


def _tile(code: str, row: int, column: int) -> Tile:
    region = gazetteer().region(code)
    if region is None:
        raise ValueError(f"province_tiles.toml: no division has the code {code}")
    return Tile(code, region.short_name, region.name_en, row, column)
