"""The project's own words, which the cutter keeps whole beside those of its general dictionary."""

import tomllib
from functools import cache
from importlib.resources import files

from schemas.reference.regions import gazetteer
from schemas.reference.regions_words import name_words

#: Shorter names (合作, 资源, 平安) are everyday words more often than places.
_SHORTEST_NAME = 3


@cache
def project_words() -> tuple[str, ...]:
    """Return the terms of the subject and the names of all regions that exist, sorted.

    Names that are words as well (城区, 新城区) or that swallow their neighbours are left out.

    Example:
        >>> "工业互联网" in project_words(), "天元区" in project_words(), "合作" in project_words()
        (True, True, False)
    """
    words = name_words()
    names = {name for name in gazetteer().names_valid_on(None) if len(name) >= _SHORTEST_NAME}
    return tuple(sorted((names - words.generic - words.doubtful) | set(_terms())))


def _terms() -> list[str]:
    source = files("schemas.reference").joinpath("terms.toml")
    words: list[str] = tomllib.loads(source.read_text(encoding="utf-8"))["words"]
    return words
