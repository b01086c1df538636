"""What was mended on a page, how often, and which characters are guesses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from schemas.vocabulary import Script
from tasks.clean.offsets import TracedText


@dataclass(slots=True)
class Repairs:
    """What was mended; filled by one step after the other.

    Attributes:
        is_unpacked: whether the page was packed with gzip.
        is_misread: whether the page had once been read in a wrong encoding and was written down so.
        n_bad_bytes: bytes that could not be read and show as U+FFFD.
        n_invisible: invisible characters taken out.
        n_glosses: readings in brackets taken out.
        n_marks: punctuation marks made full-width again.
        n_shifted: places where bytes had been shifted and were put right.
        n_joined: spaces taken out of words.
        inferred: the characters of the clean text that the page does not determine, by where they stand.
        script: the script that the page was written in.
    """

    is_unpacked: bool = False
    is_misread: bool = False
    n_bad_bytes: int = 0
    n_invisible: int = 0
    n_glosses: int = 0
    n_marks: int = 0
    n_shifted: int = 0
    n_joined: int = 0
    inferred: Mapping[int, str] = field(default_factory=dict)
    script: Script = "hans"

    @property
    def n_inferred(self) -> int:
        """Return how many characters are guesses."""
        return sum(map(len, self.inferred.values()))

    def text(self) -> str | None:
        """Return the repairs as the table shows them, None where nothing was mended.

        Example:
            >>> Repairs(n_glosses=41, n_shifted=12, inferred={123: "却", 140: "他说"}, script="hant").text()
            'gloss 41; byte-shift 12; inferred 却@123 他说@140; simplified'
        """
        counts = {
            "bad bytes": self.n_bad_bytes,
            "invisible": self.n_invisible,
            "gloss": self.n_glosses,
            "punctuation": self.n_marks,
            "byte-shift": self.n_shifted,
            "joined": self.n_joined,
        }
        guesses = " ".join(f"{characters}@{at}" for at, characters in self.inferred.items())
        parts = [
            "unpacked" if self.is_unpacked else "",
            "misread encoding" if self.is_misread else "",
            *(f"{name} {count}" for name, count in counts.items() if count),
            f"inferred {guesses}" if guesses else "",
            {"hans": "", "hant": "simplified", "mixed": "simplified in part"}[self.script],
        ]
        return "; ".join(filter(None, parts)) or None


def inferred_characters(text: TracedText) -> dict[int, str]:
    """Return the guesses in a text by where they stand, those that stand side by side together.

    Example:
        >>> inferred_characters(TracedText("老师却他说", guesses=(2, 3, 4)))
        {2: '却他说'}
    """
    found = {}
    for _, group in groupby(enumerate(text.guesses), key=lambda pair: pair[1] - pair[0]):
        positions = [at for _, at in group]
        found[positions[0]] = text.text[positions[0] : positions[-1] + 1]
    return found
