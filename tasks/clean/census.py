"""Counts the characters of a text that belong to a set, all at once."""

from collections.abc import Iterable

import numpy as np

#: Every character of UTF-16 without surrogates is one of so many.
_N_CHARACTERS = 0x10000


class CharacterSet:
    """A set of characters of the Basic Multilingual Plane, where all characters of news stand but a few.

    Example:
        >>> CharacterSet("甲乙").count("甲乙丙甲")
        3
    """

    def __init__(self, characters: Iterable[str]) -> None:
        self._members = np.zeros(_N_CHARACTERS, dtype=bool)
        self._members[[ord(character) for character in characters]] = True

    def count(self, text: str) -> int:
        """Return how many characters of the text are in the set."""
        return int(np.count_nonzero(self._members.take(_codes(text))))

    def found_in(self, text: str) -> str:
        """Return the different characters of the text that are in the set, in the order of their codes.

        Example:
            >>> CharacterSet("乙甲").found_in("甲丙甲")
            '甲'
        """
        codes = _codes(text)
        return "".join(map(chr, np.unique(codes[self._members.take(codes)]).tolist()))


def _codes(text: str) -> "np.ndarray[tuple[int], np.dtype[np.uint16]]":
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
