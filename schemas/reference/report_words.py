"""What the report says, in Chinese and in English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Words(NamedTuple):
    """One text in both languages.

    Attributes:
        zh: in Chinese.
        en: in English; empty where the Chinese one says all.
    """

    zh: str
    en: str = ""

    def filled(self, **values: object) -> "Words":
        """Return both texts with the values in their braces.

        Example:
            >>> Words("其中5G {n}", "{n} about 5G").filled(n=3)
            Words(zh='其中5G 3', en='3 about 5G')
        """
        return Words(self.zh.format(**values), self.en.format(**values))

    def __str__(self) -> str:
        """Return both texts in one line.

        Example:
            >>> str(Words("概览", "What the snapshot holds")), str(Words("5G"))
            ('概览 What the snapshot holds', '5G')
        """
        return " ".join(filter(None, self))


@cache
def report_words() -> Mapping[str, Mapping[str, Words]]:
    """Return all texts, by the part of the report and the name of the text."""
    parts = tomllib.loads(files("schemas.reference").joinpath("report_words.toml").read_text("utf-8"))
    return {part: {name: Words(*text) for name, text in texts.items()} for part, texts in parts.items()}


def words(name: str, **values: object) -> Words:
    """Return a text of the report; KeyError where there is none of the name.

    Args:
        name: part and name, such as ``section.time``.
        values: what stands for its braces.

    Example:
        >>> words("signers.busiest_note", n=15, all=34).en
        'The first 15 of 34.'
    """
    part, _, text = name.partition(".")
    found = report_words()[part][text]
    return found.filled(**values) if values else found


def word_for(part: str, value: str) -> Words:
    """Return how the report names a value of the tables; the value itself where it has no name yet.

    Example:
        >>> word_for("operator", "中国移动").en, word_for("operator", "中国卫通")
        ('China Mobile', Words(zh='中国卫通', en=''))
    """
    return report_words()[part].get(value, Words(value))
