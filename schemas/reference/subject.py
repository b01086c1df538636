"""What a page must name to be on the subject, read once from ``subject.toml``."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: A pattern that nothing matches.
_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class Subject:
    """The words of the subject.

    Attributes:
        kinds: for each kind of figure the words without which the news does not tell of it.
        words: these and the general ones, any of which puts a page on the subject, but for the patterns.
        patterns: those that are no mere words; they stand apart because mere words are found ten times as fast.
    """

    kinds: Mapping[str, re.Pattern[str]]
    words: re.Pattern[str]
    patterns: re.Pattern[str]

    def is_named_in(self, text: str) -> bool:
        """Tell whether a text has any of the words."""
        return bool(self.words.search(text) or self.patterns.search(text))


@cache
def subject() -> Subject:
    """Return the words of the subject.

    Example:
        >>> subject().is_named_in("机房的PUE降到1.2"), bool(subject().kinds["pue"].search("机房的PUE降到1.2"))
        (True, True)
        >>> subject().is_named_in("今天晴到多云")
        False
    """
    return load_subject(files("schemas.reference").joinpath("subject.toml").read_text("utf-8"))


def load_subject(text: str) -> Subject:
    r"""Return the words that a TOML text declares.

    Raises:
        ValueError: a list is none or empty, or one of its words is no pattern or is found in anything.

    Example:
        >>> found = load_subject("general = ['网络', '[2-6]G']\n[kinds]\ntowers = ['铁塔']")
        >>> found.words.pattern, found.patterns.pattern
        ('网络|铁塔', '[2-6]G')
    """
    data = tomllib.loads(text)
    kinds = {kind: _checked(kind, words) for kind, words in data["kinds"].items()}
    all_words = [*_checked("general", data["general"]), *(word for words in kinds.values() for word in words)]
    patterns = [word for word in all_words if re.escape(word) != word]
    return Subject(
        kinds={kind: _any_of(words) for kind, words in kinds.items()},
        words=_any_of(word for word in all_words if word not in patterns),
        patterns=_any_of(patterns),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(dict.fromkeys(words)) or _NEVER)


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
