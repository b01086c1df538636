"""Annotated pages of real news are read at least as well as floors.toml says.

The pages are not part of the project. Where they lie beside the checkout the tests run; elsewhere they are skipped.
"""

import pytest

from tests.quality.annotated import SETS
from tests.quality.floors import FLOORS, LEAST_FLOOR, below


@pytest.mark.parametrize("name", SETS)
def test_floors(tmp_path, name):
    if missing := SETS[name].missing:
        pytest.skip(f"no annotated pages beside the checkout: {missing} does not exist")
    figures = SETS[name].figures(tmp_path)
    assert below(name, figures) == {}
    assert set(FLOORS[name]) == {figure for figure, value in figures.items() if value >= LEAST_FLOOR}
