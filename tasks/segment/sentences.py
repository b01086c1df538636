"""Sentences of Chinese news text."""

import re
from collections.abc import Iterator

from schemas.records import Span

#: A sentence ends after its closing mark and the quotes or brackets that follow it, or at a line feed. The
#: semicolon ends one too: in news it parts clauses that each have their own subject and figures.
#: Pages of public accounts break a sentence into lines; a line that opens with the verb of signing goes on with it.
_BROKEN = r"\n(?=(?:正式|共同|联合|成功|现场)?(?:签署|签订|签约|签下))|(?<=签署|签订|签约|签下)\n(?=《)"
_INSIDE = r"[^。！？!?；;\n]*"
_SENTENCE = re.compile(rf"{_INSIDE}(?:(?:{_BROKEN}){_INSIDE})*(?:[。！？!?；;]+[”’」』）)》]*|\n|$)")

#: No sentence of news is as long; a longer one is a table or a page without marks, and is cut at its commas, so that
#: the work on a page grows with its length and no faster.
LONGEST = 1000
_COMMA = re.compile(r"[，,、\s][^，,、\s]*$")


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of the text in order, without the white space around them.

    Example:
        >>> split_sentences("双方签约。投资3亿元！")
        (Span(start=0, end=5), Span(start=5, end=11))
    """
    spans: list[Span] = []
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        if end - start > LONGEST:
            spans += [_trimmed(text, part.start, part.end) for part in _pieces(text, start, end)]
        else:
            spans.append(_trimmed(text, start, end))
    return tuple([span for span in spans if span.start < span.end])


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the stretch in pieces of at most the longest, cut behind a comma where there is one."""
    while end - start > LONGEST:
        comma = _COMMA.search(text, start, start + LONGEST)
        cut = comma.start() + 1 if comma else start + LONGEST
        yield Span(start, cut)
        start = cut
    yield Span(start, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
