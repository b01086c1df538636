"""The page of one document: its text with all places marked, the rows beside it, and the raw page behind it."""

from collections.abc import Mapping, Sequence

from schemas.tables import DOCUMENTS
from tasks.review.html import Content, Html, element, joined, shown
from tasks.review.marks import Marks
from tasks.review.raw import raw_part
from tasks.review.rows import mentions_part, row_part
from tasks.review.segments import Segment, cut, line_starts
from tasks.review.sheet import KINDS, RawPlace, Sheet, as_text
from tasks.review.shell import page
from tasks.unseen import visible
from tasks.web_address import web_address

#: So many rows are shown open; where there are more, they are opened one by one.
_OPEN = 4
_ROOT = "../../"
_TOLD_ELSEWHERE = ("title", "text")


def document_path(doc_id: str) -> str:
    """Return where the page of a document stands in a review.

    Example:
        >>> document_path("d0f1e2d3c4b5a6978")
        'documents/0f/d0f1e2d3c4b5a6978.html'
    """
    return f"documents/{doc_id[1:3]}/{doc_id}.html"


def document_page(sheet: Sheet, raw: Sequence[RawPlace] | None, regions: Mapping[str, str]) -> Html:
    """Return the page.

    Args:
        sheet: the document and what was read from it.
        raw: where each of the sheet's places stands on the raw page, None where that page is no longer kept.
        regions: the full names of regions by their codes.
    """
    marks = Marks(sheet)
    title = sheet.document["title"] or sheet.document["source_uri"]
    n_rows = len(sheet.rows)
    return page(
        title,
        "document.js",
        _ROOT,
        _header(sheet, title),
        "\n",
        _filters(sheet, marks),
        "\n",
        element(
            "main",
            element("section", _text(sheet.text, marks), id="text", lang="zh", aria_label="Text", tabindex=-1),
            "\n",
            element(
                "aside",
                element("section", id="chosen", hidden=True, aria_live="polite", aria_label="Chosen place"),
                element("h2", f"{n_rows} {'row' if n_rows == 1 else 'rows'}"),
                *(row_part(row, marks, is_open=n_rows <= _OPEN) for row in sheet.rows),
                element("p", "Nothing was read from this document.") if not n_rows else None,
                mentions_part(sheet.mentions, marks, regions),
                raw_part(sheet.document["source_uri"], marks, raw),
                id="panel",
                aria_label="Rows",
                tabindex=0,
            ),
        ),
        class_="document",
    )


def _header(sheet: Sheet, title: str) -> Html:
    document = sheet.document
    told: list[Content] = []
    for name in (column.name for column in DOCUMENTS.columns if column.name not in _TOLD_ELSEWHERE):
        value = as_text(document.get(name))
        if value is not None:
            told += [
                element("div", element("dt", name), " ", element("dd", _linked(name, value))),
                "\n",
            ]
    return element(
        "header",
        element("nav", element("a", "← all documents", href=f"{_ROOT}index.html")),
        element("h1", title, lang="zh"),
        element("dl", *told, class_="facts", data_table="documents"),
    )


def _linked(name: str, value: str) -> Html:
    """Return a fact; an address on the web is a link, another document too, and whatever else is text."""
    if name == "duplicate_of":
        return element("a", value, href=_ROOT + document_path(value))
    if name in {"url", "source_uri"} and visible(value) == value and (address := web_address(value)):
        return element("a", value, href=address, rel="noreferrer noopener external", target="_blank")
    return shown(value)


def _filters(sheet: Sheet, marks: Marks) -> Html:
    present = [kind for kind in KINDS if any(kind in kinds for kinds in marks.kinds)]
    boxes = [
        element(
            "label",
            element("input", type="checkbox", name="mark", value=kind, checked=True),
            element("span", KINDS[kind], class_=f"mark {kind}"),
        )
        for kind in present
    ]
    row_kinds = sorted({(row.table, row.kind) for row in sheet.rows})
    options = [element("option", f"{table}: {kind}", value=f"{table}:{kind}") for table, kind in row_kinds]
    chosen = [
        element("label", "kind ", element("select", element("option", "all", value=""), *options, name="kind")),
        element("label", "confidence from ", _bound("least", "0")),
        element("label", "to ", _bound("most", "1")),
        element("output", name="count"),
    ]
    return element(
        "form",
        element(
            "details",
            element("summary", "what is shown"),
            element("fieldset", element("legend", "marks"), *boxes) if boxes else None,
            element("fieldset", element("legend", "rows"), *chosen) if sheet.rows else None,
        ),
        id="filters",
        hidden=True,
    )


def _bound(name: str, value: str) -> Html:
    return element("input", type="number", name=name, min=0, max=1, step="0.01", value=value)


def _text(text: str, marks: Marks) -> Html:
    """Return the text, a paragraph a line; what the paragraphs hold, line feeds too, is the text."""
    starts = line_starts(text)
    segments = cut(len(text), marks.spans, starts)
    borders = set(starts)
    paragraphs: list[Html] = []
    line: list[Html] = []
    for segment in segments:
        if segment.start in borders:
            paragraphs.append(element("p", *line))
            line = []
        line.append(_segment(text[slice(segment.start, segment.end)], segment, marks))
    return joined([*paragraphs, element("p", *line)])


def _segment(words: str, segment: Segment, marks: Marks) -> Html:
    if not segment.over:
        return shown(words)
    return element(
        "span", words, class_=marks.look(segment.over), data_p=" ".join(str(number) for number in segment.over)
    )
