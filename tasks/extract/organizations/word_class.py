"""The part of speech that jieba's dictionary gives a word."""

from functools import cache

import rjieba


@cache
def word_class(word: str) -> str:
    """Return the word's tag in jieba's dictionary (ICTCLAS letters), ``x`` where it has none.

    Example:
        >>> word_class("签署"), word_class("大学")
        ('v', 'n')
    """
    tagged = rjieba.tag(word, hmm=False)
    return str(tagged[0][1]) if len(tagged) == 1 else "x"
