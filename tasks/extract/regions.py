"""Every place where a document names a province, a prefecture or a county."""

from collections import Counter
from collections.abc import Iterator

from schemas.records import Document, RegionMention, Span
from schemas.reference.regions import gazetteer
from schemas.reference.regions_words import name_words
from tasks.extract.region_choice import candidates, choose, is_supported
from tasks.extract.region_gates import Setting, Strength, before_institution, is_located, strength
from tasks.extract.region_names import NameHit, Words, scan_names

_BETWEEN_PARENT_AND_CHILD = ("", "·", " ", "（", "(", "省", "市", "州")


def find_regions(document: Document, tokens: tuple[Span, ...]) -> tuple[RegionMention, ...]:
    """Return the divisions that the text names, in its order, each with the code it had when the text was published.

    Not among them are 全省 and 我市, abbreviations (沪, 京津冀), landscapes, streets and what only borrows a name
    (中山大学, 上海合作组织). A county's short name counts where the document names the prefecture or province.

    Args:
        document: the document; ``published_on`` decides which names held, today's do where it is None.
        tokens: the words of ``document.text``.
    """
    reading = _Reading(document, Words(tokens))
    return tuple(reading.mentions())


class _Reading:
    """One pass over one document, from the names that are sure to those that need them."""

    def __init__(self, document: Document, words: Words) -> None:
        self._text = document.text
        self._day = document.published_on
        self._settings = tuple(self._set(scan_names(document.text, words), words))
        self._strengths = [strength(setting) for setting in self._settings]
        self._named = self._named_surely(document)

    def _set(self, hits: tuple[NameHit, ...], words: Words) -> Iterator[Setting]:
        previous: Setting | None = None
        for hit in hits:
            names = candidates(hit.surface, self._day)
            if not names:
                continue
            above = self._codes_right_before(previous, hit)
            after_parent = any(code in above for name in names for code in gazetteer().lineage(name.region.code)[1:])
            previous = Setting(self._text, words, hit, names, after_parent, above)
            yield previous

    def _codes_right_before(self, previous: Setting | None, hit: NameHit) -> frozenset[str]:
        if previous is None or self._text[previous.hit.end : hit.start] not in _BETWEEN_PARENT_AND_CHILD:
            return frozenset()
        return frozenset(name.region.code for name in previous.names)

    def _named_surely(self, document: Document) -> frozenset[str]:
        named: set[str] = set(self._named_by_publisher(document))
        for only_one in (True, False):
            for setting, need in zip(self._settings, self._strengths, strict=True):
                code = self._code(setting, named) if need is Strength.SURE else None
                if code is not None and (len(setting.names) == 1) is only_one:
                    named.add(code)
        return frozenset(named)

    def _named_by_publisher(self, document: Document) -> Iterator[str]:
        if document.site:
            for hit in scan_names(document.site, Words(())):
                code = choose(candidates(hit.surface, self._day), self._day, (), ())
                if code is not None and hit.surface not in name_words().ordinary:
                    yield code

    def _code(self, setting: Setting, named: set[str] | frozenset[str]) -> str | None:
        return choose(setting.names, self._day, named, setting.before)

    def mentions(self) -> Iterator[RegionMention]:
        seen = Counter(
            setting.hit.surface
            for setting, need in zip(self._settings, self._strengths, strict=True)
            if need is Strength.SUPPORTED
        )
        for setting, need in zip(self._settings, self._strengths, strict=True):
            if self._is_meant(setting, need, seen):
                yield self._mention(setting)

    def _is_meant(self, setting: Setting, need: Strength, seen: Counter[str]) -> bool:
        if need is Strength.ANCHORED:
            return any(name.region.code in self._named for name in setting.names)
        if need is Strength.SUPPORTED:
            return is_supported(setting.names, self._named) or self._speaks_for_itself(setting, seen)
        return need is Strength.SURE

    def _speaks_for_itself(self, setting: Setting, seen: Counter[str]) -> bool:
        if len(setting.names) > 1 or setting.hit.surface in name_words().ordinary or len(setting.hit.surface) < 2:
            return False
        return before_institution(setting) or is_located(setting) or seen[setting.hit.surface] > 1

    def _mention(self, setting: Setting) -> RegionMention:
        code = self._code(setting, self._named)
        region = gazetteer().region(code, self._day) if code else None
        codes = tuple(sorted({name.region.code for name in setting.names}))
        return RegionMention(
            start=setting.hit.start,
            end=setting.hit.end,
            surface=setting.hit.surface,
            region_code=code,
            level=region.level if region else None,
            candidates=() if code else codes,
        )
