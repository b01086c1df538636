"""Where on the raw page a stretch of clean text was read."""

from collections.abc import Sequence
from typing import NamedTuple

from schemas.records import Document, Page, Span
from tasks.clean.decode import byte_spans, decode
from tasks.clean.offsets import page_span


class Origin(NamedTuple):
    """A stretch of clean text and the stretch of the raw page that it was read from.

    Attributes:
        clean: the words of the clean text.
        raw: the same stretch of the page as it was decoded: with its markup, in its script, with its damage.
        page_bytes: where it stands in the bytes of the page; they are counted in the unpacked page where it was packed.
        encoding: the encoding of those bytes.
        is_unpacked: whether the page was packed with gzip.
        before: what stands before it on the decoded page, as far as it was asked for.
        after: what stands behind it.
    """

    clean: str
    raw: str
    page_bytes: Span
    encoding: str
    is_unpacked: bool = False
    before: str = ""
    after: str = ""


def origin_of(page: Page, document: Document, start: int, end: int) -> Origin:
    """Return where on its page a stretch of a document was read.

    Args:
        page: the page, as it was fetched.
        document: what cleaning made of it.
        start: first code point of ``document.text``.
        end: one past the last.

    Raises:
        ValueError: the stretch is empty or leaves the text.

    Example:
        >>> from tasks.clean.document import clean_page
        >>> page = Page("p1", "a.html", "<p>雙方昨日簽署<b>合作</b>協議。</p>".encode("big5"))
        >>> origin = origin_of(page, clean_page(page), 4, 8)
        >>> origin.clean, origin.raw, origin.page_bytes
        ('签署合作', '簽署<b>合作', Span(start=11, end=22))
    """
    return origins_of(page, document, [Span(start, end)])[0]


def origins_of(page: Page, document: Document, spans: Sequence[Span], around: int = 0) -> list[Origin]:
    """Return what ``origin_of`` returns for each of the stretches; the page is decoded only once.

    Args:
        page: the page, as it was fetched.
        document: what cleaning made of it.
        spans: stretches of ``document.text``.
        around: how many code points of the decoded page are told on either side.

    Raises:
        ValueError: a stretch is empty or leaves the text.

    Example:
        >>> from tasks.clean.document import clean_page
        >>> page = Page("p1", "a.html", "<p>雙方昨日簽署<b>合作</b>協議。</p>".encode("big5"))
        >>> (origin,) = origins_of(page, clean_page(page), [Span(4, 8)], around=2)
        >>> origin.before, origin.raw, origin.after, origin.page_bytes
        ('昨日', '簽署<b>合作', '</', Span(start=11, end=22))
    """
    decoded = decode(page.content, page.content_type)
    places = [Span(*page_span(document, *span)) for span in spans]
    return [
        Origin(
            clean=document.text[span.start : span.end],
            raw=decoded.text[place.start : place.end],
            page_bytes=Span(*in_bytes),
            encoding=decoded.encoding,
            is_unpacked=decoded.is_unpacked,
            before=decoded.text[max(0, place.start - around) : place.start],
            after=decoded.text[place.end : place.end + around],
        )
        for span, place, in_bytes in zip(spans, places, byte_spans(page.content, decoded, places), strict=True)
    ]
