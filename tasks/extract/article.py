"""All that extraction knows of one document, gathered in the order in which each finding needs the one before."""

import re
from dataclasses import replace

from schemas.records import Article, Document, Findings, Segmentation
from tasks.extract.agreements import find_agreements
from tasks.extract.dates import find_dates
from tasks.extract.home import find_home
from tasks.extract.metrics import find_metrics
from tasks.extract.organizations import find_organizations
from tasks.extract.persons import find_persons
from tasks.extract.quantities import find_quantities
from tasks.extract.regions import find_regions
from tasks.extract.words import Words

_WIDE = {",": "，", ":": "：", ";": "；"}
_HAN = r"[\u4e00-\u9fff》”」）)]"
_NARROW = re.compile(rf"[,:;](?:(?<={_HAN}[,:;])|(?=[\u4e00-\u9fff《“「]))")


def read_article(document: Document, segmentation: Segmentation) -> Article:
    """Return the document with its sentences, words, places, dates, quantities, organisations and persons.

    Its text is that of the document with full-width marks beside Chinese, so that the rules meet one sort of mark;
    positions are the same in both.
    """
    text = with_wide_marks(document.text)
    document = document if text == document.text else replace(document, text=text)
    words = Words(document.text, segmentation.word_starts)
    regions = find_regions(document, words)
    home = find_home(document, regions)
    organizations = find_organizations(document, words, regions, home)
    return Article(
        document=document,
        sentences=segmentation.sentences,
        word_starts=segmentation.word_starts,
        regions=regions,
        home=home,
        dates=find_dates(document),
        quantities=find_quantities(document.text),
        organizations=organizations,
        persons=find_persons(document, words, organizations),
    )


def with_wide_marks(text: str) -> str:
    """Return the text, of the same length, with the ASCII marks beside Chinese characters made full-width.

    Example:
        >>> with_wide_marks("此次,某市建成1,200个5G基站;覆盖到县.")
        '此次，某市建成1,200个5G基站；覆盖到县.'
    """
    return _NARROW.sub(lambda found: _WIDE[found.group()], text)


def extract(document: Document, segmentation: Segmentation) -> Findings:
    """Return what the document says."""
    article = read_article(document, segmentation)
    return Findings(
        doc_id=document.doc_id,
        regions=article.regions,
        agreements=find_agreements(article),
        metrics=find_metrics(article),
        persons=tuple(sorted({person.name for person in article.persons})),
    )
