"""What a process of this program does to take no more memory than it wants.

Arrow looks for pandas as soon as it makes a column of Python values, lest they be something of pandas. No stage makes
anything of it, and to load it takes every process a quarter of a second and some 40 MB.

Arrow's own pool of memory, and the allocator of the C library, keep for every thread what it has once taken. A run has
dozens of threads that each read a little: over ten thousand pages the process of the flow held 65 MB more with that.
"""

import os
import sys
from collections.abc import Sequence
from types import ModuleType

#: Arrow reads the first when it is loaded, the C library the second when a process starts: so those that this one
#: starts have it.
_SETTINGS = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2"}


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


def spare_memory() -> None:
    """Let this process and those that it starts spare memory; Arrow must not be loaded yet.

    What the environment says otherwise holds.
    """
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    sys.meta_path.insert(0, _Refusal())
