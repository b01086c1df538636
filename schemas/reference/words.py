"""The project's own words, which the cutter keeps whole beside those of its general dictionary."""

import tomllib
from functools import cache
from importlib.resources import files

from schemas.reference.regions import gazetteer

#: Shorter names (合作, 资源, 平安) are everyday words more often than places.
_SHORTEST_NAME = 3


@cache
def project_words() -> tuple[str, ...]:
    """Return the terms of the subject and the names of all regions since 1981, sorted.

    Example:
        >>> "工业互联网" in project_words(), "崇文区" in project_words(), "合作" in project_words()
        (True, True, False)
    """
    names = {name for name in gazetteer().names if len(name) >= _SHORTEST_NAME}
    return tuple(sorted(names | set(_terms())))


def _terms() -> list[str]:
    source = files("schemas.reference").joinpath("terms.toml")
    words: list[str] = tomllib.loads(source.read_text(encoding="utf-8"))["words"]
    return words
