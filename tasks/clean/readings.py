"""The readings of characters: pypinyin's, without the package itself.

To import it would load the readings of 47,000 phrases too, 57 megabytes, into every process that cleans.
"""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from importlib.util import find_spec, module_from_spec


@cache
def readings(character: str) -> frozenset[str]:
    """Return the toned readings of a character.

    Example:
        >>> sorted(readings("行"))[:3]
        ['hàng', 'háng', 'héng']
    """
    return frozenset(unicodedata.normalize("NFC", r) for r in _dictionary().get(str(ord(character)), "").split(","))


@cache
def _dictionary() -> Mapping[str, str]:
    """Return the readings of each code point."""
    source = files("pypinyin").joinpath("pinyin_dict.json").read_text("utf-8")
    readings_of: dict[str, str] = json.loads(source)
    return readings_of


def files(package: str) -> Traversable:
    """Return the files of a package, as the function of that name in ``importlib.resources`` does, without running it.

    Raises:
        ModuleNotFoundError: there is no such package.
    """
    spec = find_spec(package)
    if spec is None:
        raise ModuleNotFoundError(f"no package {package}", name=package)
    return resources.files(module_from_spec(spec))
