"""Sentences of Chinese news text."""

import re

from schemas.records import Span

#: A sentence ends after its closing mark and the quotes or brackets that follow it, or at a line feed. The
#: semicolon ends one too: in news it parts clauses that each have their own subject and figures.
_SENTENCE = re.compile(r"[^。！？!?；;\n]*(?:[。！？!?；;]+[”’」』）)》]*|\n|$)")


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of the text in order, without the white space around them.

    Example:
        >>> split_sentences("双方签约。投资3亿元！")
        (Span(start=0, end=5), Span(start=5, end=11))
    """
    spans = (_trimmed(text, match.start(), match.end()) for match in _SENTENCE.finditer(text))
    return tuple(span for span in spans if span.start < span.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
