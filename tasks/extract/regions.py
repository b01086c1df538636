"""Every place where a document names a province, a prefecture or a county."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache

from schemas.records import Document, RegionMention
from schemas.reference.regions import gazetteer
from schemas.reference.regions_words import name_words
from tasks.extract.region_choice import choose, is_hosted, is_supported, nearest
from tasks.extract.region_gates import Strength, before_institution, is_located, person_of_post, strength
from tasks.extract.region_settings import Setting, set_names
from tasks.extract.words import Words


def find_regions(document: Document, words: Words) -> tuple[RegionMention, ...]:
    """Return the divisions that the text names, in its order, each with the code it had when the text was published.

    Not among them are 全省 and 我市, abbreviations (沪, 京津冀), landscapes, streets and what only borrows a name
    (中山大学, 上海合作组织). A county's short name counts where the document names the prefecture or province.

    Args:
        document: the document; ``published_on`` decides which names held, today's do where it is None.
        words: the words of ``document.text``.
    """
    return tuple(_Reading(document, words).mentions())


def named_by_site(document: Document) -> frozenset[str]:
    """Return the codes that the name of the document's site holds: 福州新闻网."""
    return _named_in(document.site, document.published_on) if document.site else frozenset()


@lru_cache(maxsize=4096)
def _named_in(site: str, day: date | None) -> frozenset[str]:
    settings = set_names(site, day, Words("", b""))
    plain = (setting for setting in settings if setting.hit.surface not in name_words().ordinary)
    chosen = (choose(setting.meant, day) for setting in plain)
    return frozenset(codes[0] for codes in chosen if len(codes) == 1)


_SURE = Strength.SURE


class _Reading:
    """One pass over one document, from the names that are sure to those that need them."""

    def __init__(self, document: Document, words: Words) -> None:
        self._day = document.published_on
        self._settings = set_names(document.text, self._day, words)
        self._needs = [strength(setting) for setting in self._settings]
        persons = {person for setting in self._settings if (person := person_of_post(setting)) is not None}
        if persons:
            for number, setting in enumerate(self._settings):
                if setting.left[-1:] + setting.hit.surface in persons:
                    self._needs[number] = Strength.NO
        self._named = frozenset({*named_by_site(document), *self._named_surely()})

    def mentions(self) -> Iterator[RegionMention]:
        """Yield what is meant, in the order of the text."""
        trail: dict[str, None] = {}  # each code once, where it was named last
        for setting, need in self._each():
            if self._is_meant(setting, need):
                mention = self._mention(setting, trail)
                if mention.region_code is not None:
                    trail.pop(mention.region_code, None)
                    trail[mention.region_code] = None
                yield mention

    @cached_property
    def _frequency(self) -> Counter[str]:
        """How often each name stands where it may name a division."""
        return Counter(setting.hit.surface for setting, need in self._each() if need is not Strength.NO)

    def _each(self) -> Iterator[tuple[Setting, Strength]]:
        return zip(self._settings, self._needs, strict=True)

    def _named_surely(self) -> set[str]:
        """Return the codes named for sure: first by names that only one division bears, then by the others."""
        named: set[str] = set()
        sure = [setting for setting, need in self._each() if need is _SURE]
        for setting in sure:
            if len(setting.meant.names) == 1:
                named |= setting.meant.codes
        for setting in sure:
            if len(setting.meant.names) > 1:
                codes = self._codes(setting, named)
                if len(codes) == 1:
                    named.add(codes[0])
        return named

    def _codes(self, setting: Setting, named: set[str] | frozenset[str]) -> tuple[str, ...]:
        return choose(setting.meant, self._day, named, setting.before, setting.beside)

    def _is_meant(self, setting: Setting, need: Strength) -> bool:
        if need is _SURE:
            return True
        if need is Strength.ANCHORED or (need is Strength.REPEATED and self._frequency[setting.hit.surface] == 1):
            return not setting.meant.codes.isdisjoint(self._named)
        if need is Strength.REPEATED:
            return is_supported(setting.meant, self._named)
        if need is Strength.HOSTED:
            return is_hosted(setting.meant, self._named)
        if need is Strength.SUPPORTED:
            return is_supported(setting.meant, self._named) or self._speaks_for_itself(setting)
        return False

    def _speaks_for_itself(self, setting: Setting) -> bool:
        """Say whether a county's short name is plain although the document names nothing that it lies in."""
        if len(setting.meant.names) > 1 or setting.hit.surface in name_words().ordinary:
            return False
        if setting.beside:
            return True
        often = self._frequency[setting.hit.surface] > 1
        placed = before_institution(setting) or is_located(setting)
        return (often and placed) if self._named else (often or placed)

    def _mention(self, setting: Setting, trail: dict[str, None]) -> RegionMention:
        codes = self._codes(setting, self._named)
        code = codes[0] if len(codes) == 1 else nearest(codes, reversed(trail))
        region = gazetteer().region(code, self._day) if code else None
        start, end, surface, _ = setting.hit
        return RegionMention(start, end, surface, code, region.level if region else None, () if code else codes)
