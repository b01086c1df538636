"""Text that remembers where on the page each of its characters came from.

Every step of cleaning takes traced text and returns traced text, so the way back to the page is made together with
the text and never recovered by comparing the two afterwards.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from re import Match, Pattern
from typing import NamedTuple

from schemas.records import Document, OffsetRun

_LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


class Edit(NamedTuple):
    """A stretch of text to replace; the replacement counts as inferred.

    Attributes:
        start: where the stretch begins.
        end: one past its end.
        replacement: what stands there instead.
        guesses: which characters of the replacement the page does not determine.
    """

    start: int
    end: int
    replacement: str = ""
    guesses: tuple[int, ...] = ()


@dataclass(slots=True)
class TracedText:
    """Text with the runs of it that were copied from the page.

    Nothing changes it once it is made. It is not frozen all the same: a page makes thousands, each at twice the cost.

    Attributes:
        text: the characters.
        runs: the copied runs, in the order of the text. Text between two runs is inferred; a run of no length says
            where on the page the inferred text after it begins.
        guesses: where the inferred characters stand that the page does not determine, in order.

    Example:
        >>> mended = TracedText.of_page("5G&amp;6G").edited([Edit(2, 7, "&")])
        >>> mended.text, [(run.start, run.length, run.page_start) for run in mended.runs]
        ('5G&6G', [(0, 2, 0), (2, 0, 2), (3, 2, 7)])
    """

    text: str
    runs: tuple[OffsetRun, ...] = ()
    guesses: tuple[int, ...] = ()

    @classmethod
    def of_page(cls, text: str) -> "TracedText":
        """Return a whole page, each character its own origin."""
        return cls(text, (OffsetRun(0, len(text), 0),) if text else ())

    @classmethod
    def inferred(cls, text: str) -> "TracedText":
        """Return text that stands nowhere on the page."""
        return cls(text)

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> "TracedText":
        start, end, step = part.indices(len(self.text))
        if step != 1:
            raise ValueError("traced text is cut in stretches, without a step")
        return self._stretch(start, max(start, end))

    def _stretch(self, start: int, end: int) -> "TracedText":
        if start == 0 and end == len(self.text):
            return self
        guesses = tuple(at - start for at in _within(self.guesses, start, end)) if self.guesses else ()
        return TracedText(self.text[start:end], _runs_within(self.runs, start, end), guesses)

    def strip(self, characters: str | None = None) -> "TracedText":
        """Return the text without white space (or the given characters) at its ends."""
        right = len(self.text.rstrip(characters))
        left = len(self.text) - len(self.text.lstrip(characters))
        return self._stretch(left, max(left, right))

    def recoded(self, text: str) -> "TracedText":
        """Return other characters with the same origins, one for one (Simplified for Traditional)."""
        if len(text) != len(self.text):
            raise ValueError(f"recoding must keep the length: {len(self.text)} became {len(text)}")
        return TracedText(text, self.runs, self.guesses)

    def edited(self, edits: Iterable[Edit]) -> "TracedText":
        """Return the text with some stretches replaced; the edits come in order and do not overlap."""
        mended = _Written()
        at = 0
        for start, end, replacement, guesses in edits:
            mended.copy(self, at, start)
            mended.write(replacement, self._anchors(start, end, len(replacement)), guesses)
            at = end
        if not mended.texts:
            return self
        mended.copy(self, at, len(self.text))
        return mended.whole()

    def _anchors(self, start: int, end: int, length: int) -> tuple[OffsetRun, ...]:
        """Return runs of no length that say where on the page a stretch begins and ends that is inferred from it."""
        stretch = _runs_within(self.runs, start, end) if length and start < end else ()
        if not stretch:
            return ()
        return OffsetRun(0, 0, stretch[0].page_start), OffsetRun(length, 0, stretch[-1].page_start + stretch[-1].length)

    def replaced(self, pattern: Pattern[str], replacement: str | Callable[[Match[str]], str] = "") -> "TracedText":
        """Return the text with each match of the pattern replaced, as ``re.sub`` does without templates."""
        return self.edited(
            Edit(
                *match.span(),
                replacement if isinstance(replacement, str) else replacement(match),
            )
            for match in pattern.finditer(self.text)
        )

    def lines(self) -> list["TracedText"]:
        """Return the lines, without their line ends."""
        found, at = [], 0
        for line in self.text.splitlines(keepends=True):
            found.append(self._stretch(at, at + len(line.rstrip(_LINE_ENDS))))
            at += len(line)
        return found

    def page_start(self) -> int | None:
        """Return where on the page the first copied character stands, None where all is inferred."""
        return self.runs[0].page_start if self.runs else None


def join(parts: Sequence[TracedText], separator: str = "") -> TracedText:
    """Return the parts one after the other, the separator counting as inferred."""
    if len(parts) == 1:
        return parts[0]
    joined = _Written()
    for number, part in enumerate(parts):
        if number and separator:
            joined.write(separator)
        joined.write(part.text, part.runs, part.guesses)
    return joined.whole()


class _Written:
    """Text that is written bit by bit, with its runs and guesses."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._length = 0
        self._runs: list[OffsetRun] = []
        self._guesses: list[int] = []

    def write(self, text: str, runs: Iterable[OffsetRun] = (), guesses: Iterable[int] = ()) -> None:
        """Add text whose runs and guesses are counted from its own beginning."""
        at = self._length
        for start, length, page_start in runs:
            self._add(at + start, length, page_start)
        for guess in guesses:
            self._guesses.append(at + guess)
        self.texts.append(text)
        self._length = at + len(text)

    def copy(self, text: TracedText, start: int, end: int) -> None:
        """Add a stretch of traced text."""
        if start < end:
            guesses = [at - start for at in _within(text.guesses, start, end)]
            self.write(text.text[start:end], _runs_within(text.runs, start, end), guesses)

    def whole(self) -> TracedText:
        """Return all that was written."""
        return TracedText("".join(self.texts), tuple(self._runs), tuple(self._guesses))

    def _add(self, start: int, length: int, page_start: int) -> None:
        """Add a run, melting it into the last one where it continues it in the text and on the page."""
        runs = self._runs
        if runs:
            last_start, last_length, last_page_start = runs[-1]
            if last_length == 0 and last_start == start and last_page_start == page_start:
                del runs[-1]
            elif (
                last_length
                and length
                and last_start + last_length == start
                and last_page_start + last_length == page_start
            ):
                runs[-1] = OffsetRun(last_start, last_length + length, last_page_start)
                return
        runs.append(OffsetRun(start, length, page_start))


def page_span(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of the decoded page that a stretch of the clean text came from.

    Args:
        document: the document whose ``offsets`` lead back.
        start: first code point in ``document.text``.
        end: one past the last.

    Returns:
        Half-open code-point offsets into the decoded page. Inferred characters stand for all that lies on the page
        between the copied characters beside them.

    Raises:
        ValueError: the stretch is empty or leaves the text.

    Example:
        >>> document = Document("d", "u", "甲乙", offsets=(OffsetRun(0, 1, 3), OffsetRun(1, 1, 9)))
        >>> page_span(document, 0, 2)
        (3, 10)
    """
    if not 0 <= start < end <= len(document.text):
        raise ValueError(f"no stretch {start}:{end} in a text of {len(document.text)} characters")
    runs = document.offsets
    return _page_position_before(runs, start), _page_position_after(runs, end)


def _page_position_before(runs: tuple[OffsetRun, ...], start: int) -> int:
    index = _last_from(runs, start)
    if index < 0:
        return 0
    run = runs[index]
    return run.page_start + min(start - run.start, run.length)


def _page_position_after(runs: tuple[OffsetRun, ...], end: int) -> int:
    index = _last_from(runs, end - 1)
    if index >= 0 and end <= runs[index].start + runs[index].length:
        return runs[index].page_start + end - runs[index].start
    if index + 1 < len(runs):
        return runs[index + 1].page_start
    return runs[-1].page_start + runs[-1].length if runs else 0


def _within(positions: tuple[int, ...], start: int, end: int) -> tuple[int, ...]:
    """Return the positions of a stretch; they are in order."""
    return positions[bisect_left(positions, start) : bisect_left(positions, end)] if positions else ()


def _runs_within(runs: tuple[OffsetRun, ...], start: int, end: int) -> tuple[OffsetRun, ...]:
    """Return the runs of a stretch; where its last characters are inferred, also where on the page they end."""
    first = max(0, _last_from(runs, start)) if len(runs) > 1 else 0
    if runs and runs[first].start <= start < end <= runs[first].start + runs[first].length:
        return (OffsetRun(0, end - start, runs[first].page_start + start - runs[first].start),)
    found: list[OffsetRun] = []
    covered = start
    for index in range(first, len(runs)):
        run_start, length, page_start = runs[index]
        if run_start >= end:
            if run_start == end and covered < end:
                found.append(OffsetRun(end - start, 0, page_start))
            break
        low, high = max(start, run_start), min(end, run_start + length)
        if low < high or (length == 0 and start <= run_start):
            covered = max(low, high)
            found.append(OffsetRun(low - start, covered - low, page_start + low - run_start))
    return tuple(found)


def _last_from(runs: tuple[OffsetRun, ...], position: int) -> int:
    """Return the number of the last run that begins at the position or before, -1 where none does."""
    return bisect_left(runs, (position + 1,)) - 1
