"""The words with which Chinese news tells of a signing."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SigningWords:
    """The vocabulary of ``signing.toml``, each list longest first; ``sides`` gives the number that 双方 stands for."""

    verbs: tuple[str, ...]
    bonds: tuple[str, ...]
    partners: tuple[str, ...]
    pens: tuple[str, ...]
    papers: tuple[str, ...]
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]
    unreal: tuple[str, ...]
    harmless: tuple[str, ...]
    planned: tuple[str, ...]
    earlier: tuple[str, ...]
    distributive: tuple[str, ...]
    with_words: tuple[str, ...]
    list_words: tuple[str, ...]
    private: tuple[str, ...]
    sides: Mapping[str, int]

    @property
    def hand_in_hand(self) -> tuple[str, ...]:
        """The words among ``with_words`` that make two one side: 携手 and 联合, not 与."""
        return tuple(word for word in self.with_words if len(word) > 1)


@cache
def signing_words() -> SigningWords:
    """Return the vocabulary.

    Example:
        >>> signing_words().sides["三方"]
        3
    """
    tables = tomllib.loads(files("schemas.reference").joinpath("signing.toml").read_text("utf-8"))
    lists = {
        field.name: tuple(sorted(tables[field.name], key=lambda word: (-len(word), word)))
        for field in fields(SigningWords)
        if field.name != "sides"
    }
    return SigningWords(**lists, sides=tables["sides"])


def any_of(words: Iterable[str]) -> str:
    """Return the pattern that matches one of the words.

    Example:
        >>> any_of(["与", "同"])
        '(?:与|同)'
    """
    return f"(?:{'|'.join(map(re.escape, words))})"
