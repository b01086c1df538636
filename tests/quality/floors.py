"""The least scores that are accepted, from floors.toml."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

FLOORS: dict[str, dict[str, float]] = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))

#: A floor of zero could not be fallen below; what scores less than this has none.
LEAST_FLOOR = 0.01


def below(name: str, figures: Mapping[str, float]) -> dict[str, str]:
    """Return each figure of a set that lies below its floor, or is not there at all, with both numbers."""
    return {
        figure: f"{figures.get(figure, 0.0):.4f} < {floor}"
        for figure, floor in FLOORS[name].items()
        if figures.get(figure, 0.0) < floor
    }
