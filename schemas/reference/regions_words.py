"""The words that decide whether what looks like the name of a division is one, from ``regions_words.toml``."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class NameWords:
    """The lists of ``regions_words.toml``, each described there; ``ordinary`` takes in ``quarters``."""

    borrowed: frozenset[str]
    ordinary: frozenset[str]
    given_names: frozenset[str]
    nouns: frozenset[str]
    quarters: frozenset[str]
    generic: frozenset[str]
    doubtful: frozenset[str]
    hosted: frozenset[str]
    unmistakable: frozenset[str]
    dish: re.Pattern[str]
    street: re.Pattern[str]
    landscape: re.Pattern[str]
    building: re.Pattern[str]
    institution: re.Pattern[str]
    branch: re.Pattern[str]


@cache
def name_words() -> NameWords:
    """Return the lists, read once a process.

    Example:
        >>> "合作" in name_words().ordinary
        True
    """
    text = files("schemas.reference").joinpath("regions_words.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(text)
    return NameWords(
        borrowed=frozenset(lists["borrowed"]),
        ordinary=frozenset(lists["ordinary"]) | frozenset(lists["quarters"]),
        given_names=frozenset(lists["given_names"]),
        nouns=frozenset(lists["nouns"]),
        quarters=frozenset(lists["quarters"]),
        generic=frozenset(lists["generic"]),
        doubtful=frozenset(lists["doubtful"]),
        hosted=frozenset(lists["hosted"]),
        unmistakable=frozenset(lists["unmistakable"]),
        dish=_any(lists["dish"]),
        street=_any(lists["street"]),
        landscape=_any(lists["landscape"]),
        building=_any(lists["building"]),
        institution=_any(lists["institution"]),
        branch=_any(lists["branch"]),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))
