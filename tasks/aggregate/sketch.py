"""A small sample of a text by which much larger numbers of texts can be compared.

The sample holds the hashes of all runs of five characters that are 0 modulo a fixed number (A. Broder, On the
resemblance and containment of documents, 1997). A run is in the sample of every text that holds it or of none, so the
share of one sample that another holds estimates how much of the one text stands in the other - also where one of
them was cut short, which a MinHash signature of fixed length does not see.
"""

import re

import numpy as np
import numpy.typing as npt

#: Five characters: about two words, long enough to be rare, short enough to survive edits beside them.
RUN = 5
#: One run in eight is kept: forty for a page of 350 characters, a short notice.
_KEPT = 8
_NOT_WORDS = re.compile(r"[\W_]+")
#: The odd multiplier of Knuth's multiplicative hashing for 64 bits (The Art of Computer Programming 3, 6.4).
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def words_only(text: str) -> str:
    """Return the text without punctuation, symbols and white space, which reposts change freely."""
    return _NOT_WORDS.sub("", text).casefold()


def sketch(text: str) -> frozenset[int]:
    """Return the sample of the text, at least one hash; empty for a text shorter than a run.

    Example:
        >>> long = "市政府与移动公司签署战略合作协议，三年内投资二十亿元建设五千个基站。" * 3
        >>> sketch(long) == sketch(long.replace("，", " , "))
        True
    """
    return sketch_of(words_only(text))


def sketch_of(words: str) -> frozenset[int]:
    """Return the sample of a text of which ``words_only`` has left the words."""
    codes = np.frombuffer(words.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < RUN:
        return frozenset()
    hashes = _hashes(codes)
    kept = hashes[hashes % np.uint64(_KEPT) == 0]
    return frozenset(kept.tolist() or [int(hashes.min())])


def _hashes(codes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return a hash of every run of the codes; arithmetic is modulo 2**64, as intended."""
    total = np.zeros(len(codes) - RUN + 1, dtype=np.uint64)
    for place in range(RUN):
        total = (total + codes[place : len(codes) - RUN + 1 + place]) * _MULTIPLIER
        total ^= total >> np.uint64(29)
    return total
