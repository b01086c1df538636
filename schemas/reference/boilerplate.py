"""The words by which the furniture of a news page is known: labels, buttons, notices, heads of link lists."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The words of ``boilerplate.toml``, each list as the file explains it."""

    source_labels: tuple[str, ...]
    person_labels: tuple[str, ...]
    date_labels: tuple[str, ...]
    count_labels: tuple[str, ...]
    other_labels: tuple[str, ...]
    controls: frozenset[str]
    crumbs: tuple[str, ...]
    related: tuple[str, ...]
    notices: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels of fields."""
        lists = (self.source_labels, self.person_labels, self.date_labels, self.count_labels, self.other_labels)
        return tuple(label for labels in lists for label in labels)


@cache
def boilerplate() -> Boilerplate:
    """Return the words, the longer before the shorter that they begin with.

    Example:
        >>> "责任编辑" in boilerplate().person_labels
        True
    """
    source = files("schemas.reference").joinpath("boilerplate.toml")
    lists: dict[str, list[str]] = tomllib.loads(source.read_text(encoding="utf-8"))
    controls = frozenset(word.casefold() for word in lists.pop("controls"))
    ordered = {name: tuple(sorted(set(words), key=lambda w: (-len(w), w))) for name, words in lists.items()}
    return Boilerplate(controls=controls, **ordered)
