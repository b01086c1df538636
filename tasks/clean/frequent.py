"""The characters that Chinese text is mostly made of."""

from functools import cache
from importlib.resources import files

import opencc

from tasks.clean.census import CharacterSet


@cache
def frequent_characters() -> frozenset[str]:
    """Return the most frequent characters of Chinese, Simplified and Traditional, and its punctuation."""
    lines = files("schemas.reference").joinpath("frequent_characters.txt").read_text("utf-8").splitlines()
    simplified = "".join(line for line in lines if not line.startswith("#"))
    return frozenset(simplified + opencc.OpenCC("s2t").convert(simplified) + "，。、：；“”（）《》！？　—·")


def n_frequent(text: str) -> int:
    """Return how many characters of a text are frequent ones."""
    return _frequent().count(text)


def commonness(text: str) -> float:
    """Return the share of frequent characters in a text, 0 in an empty one."""
    return n_frequent(text) / max(1, len(text))


@cache
def _frequent() -> CharacterSet:
    return CharacterSet(frequent_characters())
