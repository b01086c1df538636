"""The report as a reader of its HTML finds it: the charts with what they draw and what their tables say."""

from dataclasses import dataclass

from lxml import html

_SVG_TEXT = ".//*[local-name()='text']"


@dataclass
class Figure:
    """A chart as it stands on the page.

    Attributes:
        title: its Chinese title.
        drawn: what the bars say when they are pointed at, with their length in pixels or percent.
        rows: the rows of its table, the cells as text; a label is the Chinese one.
        headings: the Chinese headings of the table.
    """

    title: str
    drawn: list[tuple[str, float]]
    rows: list[list[str]]
    headings: list[str]


def parsed(page):
    return html.document_fromstring(page)


def chinese(element):
    """Return the text of an element without the English beside it."""
    return "".join(element.xpath(".//text()[not(ancestor::*[@class='en'])]")).strip()


def figures_on(page):
    """Return the charts of the page by their title."""
    found = {}
    for figure in parsed(page).xpath("//figure"):
        title = chinese(figure.xpath(".//h3")[0])
        bars = figure.xpath(".//*[local-name()='rect'][*[local-name()='title']]")
        is_upright = bool(figure.xpath(".//div[@class='columns']"))
        drawn = [
            (
                bar.xpath("string(*[local-name()='title'])"),
                float(bar.get("height" if is_upright else "width").strip("%")),
            )
            for bar in bars
        ]
        body = figure.xpath("./details//tbody/tr")
        rows = [[chinese(cell) for cell in tr] for tr in body]
        headings = [chinese(cell) for cell in figure.xpath("./details//thead//th")]
        found[title] = Figure(title, drawn, rows, headings)
    return found


def rows_of(page, table_id):
    """Return the rows of a table as lists of texts."""
    return [[chinese(cell) for cell in tr] for tr in parsed(page).xpath(f"//*[@id='{table_id}']/tbody/tr")]
