"""Counts the characters of a text that belong to a set, all at once."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

import numpy as np

#: How many code points the Basic Multilingual Plane has.
N_CODES = 0x10000

CodePoints = np.ndarray[tuple[int], np.dtype[np.uint32]]


class CharacterSet:
    """A set of characters of the Basic Multilingual Plane, where all characters of news stand but a few.

    Example:
        >>> CharacterSet("甲乙").count("甲乙丙甲")
        3
    """

    def __init__(self, characters: Iterable[str]) -> None:
        self._members = np.zeros(N_CODES, dtype=bool)
        self._members[[ord(character) for character in characters]] = True

    def count(self, text: str) -> int:
        """Return how many characters of the text are in the set."""
        return int(np.count_nonzero(self._members.take(codes(text))))

    def counts(self, texts: Sequence[str]) -> list[int]:
        """Return how many characters of each of the texts are in the set.

        Example:
            >>> CharacterSet("甲乙").counts(["甲丙", "", "甲乙"])
            [1, 0, 2]
        """
        found = np.cumsum(self._members.take(codes("".join(texts))))
        before = np.concatenate(([0], found))[list(accumulate(map(len, texts), initial=0))]
        counts: list[int] = np.diff(before).tolist()
        return counts

    def places(self, text: str) -> list[int]:
        """Return where in the text a character of the set stands.

        Example:
            >>> CharacterSet("甲乙").places("甲丙乙")
            [0, 2]
        """
        found: list[int] = np.flatnonzero(self._members.take(codes(text))).tolist()
        return found


def codes(text: str) -> CodePoints:
    """Return the code points of a text; those beyond the plane as its last, which is no character."""
    points: CodePoints = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    within: CodePoints = np.minimum(points, N_CODES - 1)
    return within
