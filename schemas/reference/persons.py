"""The words that stand beside a person's name, and surnames."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class PersonWords:
    """The vocabulary of persons: posts and what may stand before them, longest first, and surnames."""

    posts: tuple[str, ...]
    before: tuple[str, ...]
    after_name: tuple[str, ...]
    surnames: frozenset[str]
    double_surnames: frozenset[str]


@cache
def person_words() -> PersonWords:
    """Return the vocabulary.

    Example:
        >>> "副市长" in person_words().posts
        True
    """
    tables = tomllib.loads(files("schemas.reference").joinpath("persons.toml").read_text("utf-8"))
    return PersonWords(
        posts=_longest_first(tables["posts"]),
        before=_longest_first(tables["before"]),
        after_name=_longest_first(tables["after_name"]),
        surnames=frozenset(tables["surnames"]),
        double_surnames=frozenset(tables["double_surnames"]),
    )


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))
