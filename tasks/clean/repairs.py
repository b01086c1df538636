"""What was mended on a page, and how often."""

from dataclasses import dataclass

from schemas.vocabulary import Script


@dataclass(slots=True)
class Repairs:
    """Counts of what was mended; filled by one step after the other.

    Attributes:
        n_bad_bytes: bytes that could not be read and show as U+FFFD.
        n_invisible: invisible characters taken out.
        n_glosses: readings in brackets taken out.
        n_marks: punctuation marks made full-width again.
        n_shifted: places where bytes had been shifted and were put right.
        n_inferred: characters among them that the bytes alone did not determine.
        script: the script that the page was written in.
    """

    n_bad_bytes: int = 0
    n_invisible: int = 0
    n_glosses: int = 0
    n_marks: int = 0
    n_shifted: int = 0
    n_inferred: int = 0
    script: Script = "hans"

    def text(self) -> str | None:
        """Return the repairs as the table shows them, None where nothing was mended.

        Example:
            >>> Repairs(n_glosses=41, n_shifted=12, n_inferred=3, script="hant").text()
            'gloss 41; byte-shift 12 (inferred 3); simplified'
        """
        shifted = f"byte-shift {self.n_shifted}" + (f" (inferred {self.n_inferred})" if self.n_inferred else "")
        parts = [
            f"bad bytes {self.n_bad_bytes}" if self.n_bad_bytes else "",
            f"invisible {self.n_invisible}" if self.n_invisible else "",
            f"gloss {self.n_glosses}" if self.n_glosses else "",
            f"punctuation {self.n_marks}" if self.n_marks else "",
            shifted if self.n_shifted else "",
            {"hans": "", "hant": "simplified", "mixed": "simplified in part"}[self.script],
        ]
        return "; ".join(filter(None, parts)) or None
