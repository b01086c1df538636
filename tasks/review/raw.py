"""Where the places of a document stand on its raw page: the bytes, and the words around them."""

from collections.abc import Sequence

from schemas.records import Span
from tasks.review.html import Html, element
from tasks.review.marks import Marks
from tasks.review.sheet import RawPlace

#: How many code points of the raw page are shown on either side of a place.
AROUND = 40
#: How many of a place itself are shown at each of its ends; behind a sentence there may be a page of markup.
_AT_EACH_END = 200


def raw_part(source_uri: str, marks: Marks, raw: Sequence[RawPlace] | None) -> Html | None:
    """Return the list of places on the raw page, in the order of the text.

    Args:
        source_uri: the page.
        marks: the places.
        raw: where each of them stands on the page, None where it is no longer kept.
    """
    if not marks.spans:
        return None
    if raw is None:
        lost = (
            "The raw page behind this text is no longer kept in the data folder, or was read again in another way: run"
            " with the same sources again and make the review anew."
        )
        return element("details", element("summary", "Raw page"), element("p", lost), id="raw", open=False)
    items = [_place(span, place) for span, place in zip(marks.spans, raw, strict=True)]
    counted = "Bytes are counted in the unpacked page." if raw[0].is_unpacked else None
    about = element("p", element("b", source_uri), f" read as {raw[0].encoding}. ", counted)
    return element("details", element("summary", "Raw page"), about, element("ol", *items), id="raw", open=False)


def _place(span: Span, place: RawPlace) -> Html:
    start, end = place.page_bytes
    return element(
        "li",
        element("a", f"{span.start}–{span.end}", href=f"#c{span.start}-{span.end}"),
        element("span", f" bytes {start} to {end} "),
        element("code", place.before, element("mark", *_shortened(place.raw)), place.after, lang="zh"),
        id=f"b{span.start}-{span.end}",
    )


def _shortened(raw: str) -> list[str | Html]:
    left_out = len(raw) - 2 * _AT_EACH_END
    if left_out <= 0:
        return [raw]
    gap = element("i", f" … {left_out} characters … ", class_="gap")
    return [raw[:_AT_EACH_END], gap, raw[-_AT_EACH_END:]]
