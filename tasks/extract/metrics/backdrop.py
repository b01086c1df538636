"""What of a document bears on every one of its figures, worked out once."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from schemas.records import Article, Document, HomeRegion, OrganizationMention, RegionMention, Span
from tasks.extract.metrics.once import once
from tasks.extract.metrics.place import Place
from tasks.extract.metrics.place_grammar import COUNTRIES
from tasks.extract.metrics.reports import work_report
from tasks.extract.opened import Opened

_OWN = Opened(r"(?<![\x02资])[全我本](?:省|自治区|市|州|区|县)(?![长委政级内外])", "全我本")
#: How far into an article its first words are about its place.
_LEAD = 160


class Backdrop:
    """The document of a figure, its places and organisations, each looked up by where they stand.

    Attributes:
        article: the article without typographic spaces.
        masked: its text as patterns see it.
        mentioned: the places that the mentions of a passage name, by the start of each passage that was asked for.
    """

    def __init__(self, article: Article, masked: str) -> None:
        self.article = article
        self.masked = masked
        self.mentioned: dict[int, list[Place]] = {}
        self._region_starts = [mention.start for mention in article.regions]
        self._organization_starts = [mention.start for mention in article.organizations]

    @property
    def document(self) -> Document:
        """The document."""
        return self.article.document

    @property
    def home(self) -> HomeRegion:
        """The divisions that 我省 and 全市 mean in it."""
        return self.article.home

    def regions(self, start: int, end: int) -> Sequence[RegionMention]:
        """Return the places that are named in a stretch of the text, in order."""
        starts = self._region_starts
        return self.article.regions[bisect_left(starts, start) : bisect_left(starts, end)]

    def organizations(self, start: int, end: int) -> Sequence[OrganizationMention]:
        """Return the organisations that are named in a stretch of the text, in order."""
        starts = self._organization_starts
        return self.article.organizations[bisect_left(starts, start) : bisect_left(starts, end)]

    def begins_firm(self, mention: RegionMention) -> bool:
        """Return whether the place only begins the name of a firm that came to the document's own place."""
        return (mention.start, mention.end) in self._places_in_firms

    @once
    def titled(self) -> frozenset[str | None]:
        """The codes of the divisions that the title names, None for one that is not settled."""
        return frozenset(mention.region_code for mention in self.regions(0, self.document.body_start))

    @once
    def is_report(self) -> bool:
        """Whether the document is a government's work report."""
        return work_report(self.document) is not None

    @once
    def default(self) -> str | None:
        """The division that the document is about; None where it is about the country or does not say.

        A page with the prefecture in its title is about that, however often it names one of its counties.
        """
        home = self.home
        if self.is_about_country:
            return None
        if home.county and home.county not in self.titled and home.prefecture in self.titled:
            return home.prefecture
        return self.narrowest_home

    @property
    def narrowest_home(self) -> str | None:
        """The narrowest division that the document is about."""
        return self.home.county or self.home.prefecture or self.home.province

    @once
    def is_about_country(self) -> bool:
        """Whether the title speaks of the country, or the text does and names a place only in passing."""
        document = self.document
        if self.titled or _OWN.search(self.masked):
            return False
        if COUNTRIES.search(document.title or ""):
            return True
        in_passing = not self.regions(0, document.body_start + _LEAD + 1)
        return in_passing and COUNTRIES.search(document.text) is not None

    @once
    def _places_in_firms(self) -> frozenset[Span]:
        return frozenset(self._in_firms()) if self.home.province is not None else frozenset()

    def _in_firms(self) -> Iterator[Span]:
        """Yield where a place stands that the name of a firm holds and goes on behind."""
        firms = [each for each in self.article.organizations if each.role in ("enterprise", "vendor")]
        passed, end = 0, 0
        for mention in self.article.regions:
            while passed < len(firms) and firms[passed].start <= mention.start:
                end = max(end, firms[passed].end)
                passed += 1
            if mention.end < end:
                yield Span(mention.start, mention.end)
