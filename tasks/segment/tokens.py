"""Words of a text, cut by jieba's dictionary together with the project's own words."""

from functools import cache
from typing import Any

import rjieba

from schemas.records import Span


def split_tokens(text: str) -> tuple[Span, ...]:
    """Return the words of the text in order; together they cover it.

    Example:
        >>> [("签署战略合作协议")[start:end] for start, end in split_tokens("签署战略合作协议")]
        ['签署', '战略', '合作', '协议']
    """
    return tuple(Span(start, end) for _, start, end in _dictionary().tokenize(text, hmm=False))


@cache
def _dictionary() -> Any:
    return rjieba.Jieba()
