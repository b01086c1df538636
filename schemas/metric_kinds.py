"""The kinds of figures, read once from ``metric_kinds.toml``. A kind is data: adding one needs no code."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, cast

from schemas.metric_kind_faults import LISTS_OF_PATTERNS, LISTS_OF_WORDS, PATTERNS, kind_faults
from schemas.vocabulary import Aspect, MetricUnit, Technology

#: The confidence of a figure that cannot be: outside its kind's range, a broken count, a share over 100.
IMPLAUSIBLE = 0.2


@dataclass(frozen=True)
class MetricKind:
    """One kind of figure.

    Attributes:
        name: its name in the tables.
        label: its Chinese name.
        label_en: its English name.
        definition: what it counts or measures.
        source: whose term it follows.
        unit: the unit of its values.
        dimensions: what its quantities may measure.
        measures: the measure words its things are counted with; empty where any will do.
        alone: measure words that name the thing itself (架 of 机架).
        minimum: the least plausible value of a stock or flow.
        maximum: the greatest plausible value of a stock or flow.
        nouns: what names the counted thing beside the number, None where ``cues`` do.
        clauses: what a clause right after the number says where no noun names the thing (…用上了5G).
        clause_measures: measure words with which such a clause need not name the things in its group ``who``.
        cues: what the clause must hold where the unit all but settles the kind.
        needs: what the noun with its modifiers must hold.
        needs_at_level: modifiers for which ``needs_near`` suffices.
        needs_near: what the sentences around must hold.
        unless: words around the noun with which it is something else.
        instead_of: the kind whose place it takes where the clause holds ``where``.
        where: see ``instead_of``.
        share_kind: the kind that a share of its things is stated under.
        topic: whether a sentence may go on counting its things without naming them again.
        technology: its fixed technology; ``none`` where it never has one.
        grows: the technologies whose stock only grows, so that a later value below an earlier one is doubtful.
        definitions: what its figures may count, each with the words that say so; the first that fits stands.
    """

    name: str
    label: str
    label_en: str
    definition: str
    source: str
    unit: MetricUnit
    dimensions: frozenset[str]
    minimum: Decimal
    maximum: Decimal
    measures: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    nouns: re.Pattern[str] | None = None
    clauses: re.Pattern[str] | None = None
    clause_measures: frozenset[str] = frozenset()
    cues: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    needs_at_level: re.Pattern[str] | None = None
    needs_near: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    instead_of: str | None = None
    where: re.Pattern[str] | None = None
    share_kind: str | None = None
    topic: bool = False
    technology: Technology | None = None
    has_technology: bool = True
    grows: frozenset[str] = frozenset()
    definitions: Mapping[str, re.Pattern[str]] = field(default_factory=dict)

    def definition_of(self, words: str | None) -> str | None:
        """Return which of the definitions the words follow; None where the kind has none or they do not say.

        Example:
            >>> metric_kinds()["subscribers"].definition_of("5G套餐用户")
            'packages'
        """
        said = (name for name, pattern in self.definitions.items() if pattern.search(words or ""))
        return next(said, None)

    def unit_of(self, aspect: Aspect) -> MetricUnit:
        """Return the unit in which a figure of the aspect is stated: growth and share are percentages.

        Example:
            >>> metric_kinds()["investment"].unit_of("total"), metric_kinds()["investment"].unit_of("growth")
            ('CNY', 'percent')
        """
        return "percent" if aspect in ("growth", "share") else self.unit

    def is_plausible(self, value: Decimal | float) -> bool:
        """Say whether a stock or flow of this size can be."""
        return self.minimum <= value <= self.maximum

    def can_be(self, value: Decimal | float, aspect: Aspect, unit: MetricUnit) -> bool:
        """Say whether a figure can be: in the range of its kind, whole where things are counted, a share up to 100.

        A growth has no bounds, nor has what is told in another unit than the kind's.

        Example:
            >>> stations = metric_kinds()["base_stations"]
            >>> stations.can_be(1425000, "total", "count"), stations.can_be(142.5, "total", "count")
            (True, False)
        """
        if aspect == "share":
            return 0 <= value <= 100
        if aspect == "growth" or unit != self.unit:
            return True
        return self.is_plausible(value) and not self.is_broken(value)

    def is_broken(self, value: Decimal | float) -> bool:
        """Say whether a stock or flow counts things and is no whole number, as where a scale such as 万 was lost."""
        return self.unit == "count" and value % 1 != 0


def load_kinds(text: str) -> dict[str, MetricKind]:
    """Return the kinds that a TOML text declares, by name.

    Raises:
        ValueError: a kind is named twice, refers to none, or its entry is wrong; the message says what is.
    """
    kinds: dict[str, MetricKind] = {}
    for number, entry in enumerate(tomllib.loads(text)["kind"], 1):
        faults = list(kind_faults(entry))
        if faults:
            raise ValueError(f"metric kind {entry.get('name', f'number {number}')}: {'; '.join(faults)}")
        kind = _kind(dict(entry))
        if kind.name in kinds:
            raise ValueError(f"metric kind {kind.name} is declared twice")
        kinds[kind.name] = kind
    for kind in kinds.values():
        for key, other in (("instead_of", kind.instead_of), ("share_kind", kind.share_kind)):
            if other is not None and other not in kinds:
                raise ValueError(f"metric kind {kind.name}: {key}: no kind {other}")
    return kinds


def _kind(entry: dict[str, Any]) -> MetricKind:
    technology = entry.pop("technology", None)
    for name in PATTERNS:
        if name in entry:
            entry[name] = re.compile(entry[name])
    for name in LISTS_OF_PATTERNS:
        if name in entry:
            entry[name] = re.compile("|".join(entry[name]))
    entry["definitions"] = {name: re.compile(words) for name, words in entry.get("definitions", {}).items()}
    for name in LISTS_OF_WORDS:
        entry[name] = frozenset(entry.get(name, ()))
    for name in ("minimum", "maximum"):
        entry[name] = Decimal(str(entry[name]))
    fixed = None if technology == "none" else cast(Technology | None, technology)
    return MetricKind(**entry, technology=fixed, has_technology=technology != "none")


@cache
def metric_kinds() -> Mapping[str, MetricKind]:
    """Return the kinds of figures by name.

    Example:
        >>> metric_kinds()["pue"].unit
        'ratio'
    """
    return load_kinds(resources.files("schemas").joinpath("metric_kinds.toml").read_text("utf-8"))


#: The names of the kinds, in the order of the file.
METRIC_KINDS: tuple[str, ...] = tuple(metric_kinds())
