"""What an agreement is about, by the words of the topic vocabulary."""

from bisect import bisect_left
from functools import cache
from itertools import islice

from schemas.records import Span
from schemas.reference.topics import topic_words
from tasks.extract.wanted import Wanted


def find_topics(text: str, spans: tuple[Span, ...]) -> dict[str, Span]:
    """Return the topics that the stretches of text speak of, each with the first of its words there.

    Example:
        >>> find_topics("双方共建智算中心。", (Span(0, 9),))
        {'数据中心': Span(start=4, end=8), '算力': Span(start=4, end=6)}
    """
    found: dict[str, Span] = {}
    places = _WANTED.spans(text)
    for span in spans:
        for start, end in islice(places, bisect_left(places, (span.start, 0)), None):
            if start >= span.end:
                break
            if end <= span.end:
                for topic in _topics_of()[text[start:end]]:
                    found.setdefault(topic, Span(start, end))
    return {topic: found[topic] for topic in topic_words() if topic in found}


@cache
def _topics_of() -> dict[str, list[str]]:
    """Return the topics that each word is one of."""
    topics: dict[str, list[str]] = {}
    for topic, words in topic_words().items():
        for word in words:
            topics.setdefault(word, []).append(topic)
    return topics


_WANTED = Wanted(_topics_of)
