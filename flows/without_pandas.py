"""A process that does without pandas, though Arrow would load it.

Arrow looks for pandas as soon as it makes a column of Python values, lest they be something of pandas. No stage makes
anything of it, and to load it takes every process a quarter of a second and some 40 MB.
"""

import sys
from collections.abc import Sequence
from types import ModuleType


class _Refusal:
    """Finds no module, and lets nobody else find pandas."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> None:
        """Refuse to find pandas.

        Raises:
            ModuleNotFoundError: it was asked for.
        """
        del path, target
        if name == "pandas":
            raise ModuleNotFoundError("pandas is not loaded in a process of a run", name=name)


def do_without_pandas() -> None:
    """Keep this process from loading pandas from now on."""
    sys.meta_path.insert(0, _Refusal())
