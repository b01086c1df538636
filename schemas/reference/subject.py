"""What a page must name to be on the subject, read once from ``subject.toml``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Subject:
    """The words of the subject.

    Attributes:
        kinds: for each kind of figure the words without which the news does not tell of it.
        words: these and the general ones, any of which puts a page on the subject.
    """

    kinds: Mapping[str, re.Pattern[str]]
    words: re.Pattern[str]


@cache
def subject() -> Subject:
    """Return the words of the subject.

    Example:
        >>> bool(subject().words.search("机房的PUE降到1.2")), bool(subject().kinds["pue"].search("机房的PUE降到1.2"))
        (True, True)
        >>> bool(subject().words.search("今天晴到多云"))
        False
    """
    return load_subject(files("schemas.reference").joinpath("subject.toml").read_text("utf-8"))


def load_subject(text: str) -> Subject:
    r"""Return the words that a TOML text declares.

    Raises:
        ValueError: a list is none or empty, or one of its words is no pattern or is found in anything.

    Example:
        >>> load_subject("general = ['网络']\n[kinds]\ntowers = ['铁塔']").words.pattern
        '网络|铁塔'
    """
    data = tomllib.loads(text)
    kinds = {kind: _checked(kind, words) for kind, words in data["kinds"].items()}
    all_words = [*_checked("general", data["general"]), *(word for words in kinds.values() for word in words)]
    return Subject({kind: _any_of(words) for kind, words in kinds.items()}, _any_of(all_words))


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(dict.fromkeys(words)))


def _checked(name: str, words: object) -> list[str]:
    if not isinstance(words, list) or not words:
        raise ValueError(f"words of the subject, {name}: not a list of words: {words!r}")
    for word in words:
        try:
            finds_anything = re.search(word, "")
        except (re.error, TypeError) as error:
            raise ValueError(f"words of the subject, {name}: {word!r} is no pattern: {error}") from error
        if finds_anything:
            raise ValueError(f"words of the subject, {name}: {word!r} is found in any text")
    return words
