"""All that extraction knows of one document, gathered in the order in which each finding needs the one before."""

from schemas.records import Article, Document, Findings, Segmentation
from tasks.extract.agreements import find_agreements
from tasks.extract.dates import find_dates
from tasks.extract.home import find_home
from tasks.extract.metrics import find_metrics
from tasks.extract.organizations import find_organizations
from tasks.extract.persons import find_persons
from tasks.extract.quantities import find_quantities
from tasks.extract.regions import find_regions


def read_article(document: Document, segmentation: Segmentation) -> Article:
    """Return the document with its sentences, tokens, places, dates, quantities, organisations and persons."""
    tokens = segmentation.tokens
    regions = find_regions(document, tokens)
    home = find_home(document, regions)
    organizations = find_organizations(document, tokens, regions, home)
    return Article(
        document=document,
        sentences=segmentation.sentences,
        tokens=tokens,
        regions=regions,
        home=home,
        dates=find_dates(document),
        quantities=find_quantities(document.text),
        organizations=organizations,
        persons=find_persons(document, tokens, organizations),
    )


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
