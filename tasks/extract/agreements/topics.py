"""What an agreement is about, by the words of the topic vocabulary."""

from schemas.records import Span
from schemas.reference.topics import topic_words


def find_topics(text: str, spans: tuple[Span, ...]) -> dict[str, Span]:
    """Return the topics that the stretches of text speak of, each with the first of its words there.

    Example:
        >>> find_topics("双方共建智算中心。", (Span(0, 9),))
        {'数据中心': Span(start=4, end=8), '算力': Span(start=4, end=6)}
    """
    found: dict[str, Span] = {}
    for topic, words in topic_words().items():
        first = _first(text, spans, words)
        if first is not None:
            found[topic] = first
    return found


def _first(text: str, spans: tuple[Span, ...], words: tuple[str, ...]) -> Span | None:
    for span in spans:
        hits = [(at, word) for word in words if (at := text.find(word, span.start, span.end)) >= 0]
        if hits:
            at, word = min(hits)
            return Span(at, at + len(word))
    return None
