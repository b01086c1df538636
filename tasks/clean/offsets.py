"""Text that remembers where on the page each of its characters came from.

Every step of cleaning takes traced text and returns traced text, so the way back to the page is made together with
the text and never recovered by comparing the two afterwards.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from re import Match, Pattern
from typing import NamedTuple

from schemas.records import Document, OffsetRun


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


@dataclass(frozen=True, slots=True)
class TracedText:
    """Text with the runs of it that were copied from the page.

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
        end = max(start, end)
        if start == 0 and end == len(self.text):
            return self
        guesses = tuple(at - start for at in self.guesses if start <= at < end)
        return TracedText(self.text[start:end], tuple(_runs_within(self.runs, start, end)), guesses)

    def strip(self, characters: str | None = None) -> "TracedText":
        """Return the text without white space (or the given characters) at its ends."""
        left = len(self.text) - len(self.text.lstrip(characters))
        right = len(self.text.rstrip(characters))
        return self[left : max(left, right)] if left or right < len(self.text) else self

    def recoded(self, text: str) -> "TracedText":
        """Return other characters with the same origins, one for one (Simplified for Traditional)."""
        if len(text) != len(self.text):
            raise ValueError(f"recoding must keep the length: {len(self.text)} became {len(text)}")
        return TracedText(text, self.runs, self.guesses)

    def edited(self, edits: Iterable[Edit]) -> "TracedText":
        """Return the text with some stretches replaced; the edits come in order and do not overlap."""
        parts: list[TracedText] = []
        at = 0
        for start, end, replacement, guesses in edits:
            parts += [self[at:start], TracedText(replacement, self._anchors(start, end, len(replacement)), guesses)]
            at = end
        return join([*parts, self[at:]]) if parts else self

    def _anchors(self, start: int, end: int, length: int) -> tuple[OffsetRun, ...]:
        """Return runs of no length that say where on the page a stretch begins and ends that is inferred from it."""
        stretch = self[start:end].runs if length and start < end else ()
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
            found.append(self[at : at + len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))])
            at += len(line)
        return found

    def page_start(self) -> int | None:
        """Return where on the page the first copied character stands, None where all is inferred."""
        return self.runs[0].page_start if self.runs else None


def join(parts: Iterable[TracedText], separator: str = "") -> TracedText:
    """Return the parts one after the other, the separator counting as inferred."""
    parts = list(parts)
    if len(parts) == 1:
        return parts[0]
    texts: list[str] = []
    runs: list[OffsetRun] = []
    guesses: list[int] = []
    at = 0
    for part in parts:
        if texts and separator:
            texts.append(separator)
            at += len(separator)
        guesses += [at + guess for guess in part.guesses]
        for run in part.runs:
            _append_run(runs, OffsetRun(at + run.start, run.length, run.page_start))
        texts.append(part.text)
        at += len(part.text)
    return TracedText("".join(texts), tuple(runs), tuple(guesses))


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
    index = bisect_right(runs, start, key=lambda run: run.start) - 1
    if index < 0:
        return 0
    run = runs[index]
    return run.page_start + min(start - run.start, run.length)


def _page_position_after(runs: tuple[OffsetRun, ...], end: int) -> int:
    index = bisect_right(runs, end - 1, key=lambda run: run.start) - 1
    if index >= 0 and end <= runs[index].start + runs[index].length:
        return runs[index].page_start + end - runs[index].start
    if index + 1 < len(runs):
        return runs[index + 1].page_start
    return runs[-1].page_start + runs[-1].length if runs else 0


def _runs_within(runs: tuple[OffsetRun, ...], start: int, end: int) -> Iterable[OffsetRun]:
    """Yield the runs of a stretch; where its last characters are inferred, also where on the page they end."""
    first = max(0, bisect_right(runs, start, key=lambda run: run.start) - 1)
    covered = start
    for index in range(first, len(runs)):
        run = runs[index]
        if run.start >= end:
            if run.start == end and covered < end:
                yield OffsetRun(end - start, 0, run.page_start)
            return
        low, high = max(start, run.start), min(end, run.start + run.length)
        if low < high or (run.length == 0 and start <= run.start):
            covered = max(low, high)
            yield OffsetRun(low - start, covered - low, run.page_start + low - run.start)


def _append_run(runs: list[OffsetRun], run: OffsetRun) -> None:
    """Add a run, melting it into the last one where it continues it in the text and on the page."""
    if runs:
        last = runs[-1]
        if last.length == 0 and last.start == run.start and last.page_start == run.page_start:
            runs[-1] = run
            return
        follows = last.start + last.length == run.start and last.page_start + last.length == run.page_start
        if follows and last.length and run.length:
            runs[-1] = OffsetRun(last.start, last.length + run.length, last.page_start)
            return
    runs.append(run)
