"""The words that organisations' names are made of, and firms that pages call by a short name."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from schemas.vocabulary import Role


@dataclass(frozen=True, slots=True)
class KnownOrganization:
    """A firm or institute that news calls by a short name.

    Attributes:
        name: the form that the tables give.
        role: what it is.
        forms: other spellings, the registered name among them.
        bare: words that also mean something else and name it only where a party is expected.
        region_code: the division of its seat, where it is a local firm.
    """

    name: str
    role: Role
    forms: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    region_code: str | None = None


@dataclass(frozen=True, slots=True)
class NameWords:
    """The vocabulary of names.

    Attributes:
        endings: what a name ends in, longest first, with the role it gives away.
        zones: what the name of a zone ends in.
        zone_bodies: the bodies of a zone, 管委会 and the like.
        fields: what a government's body is in charge of.
        in_full: fields that news shortens, and what they are in full.
        body_ends: what the name of a government's body ends in.
        borders: words that never stand inside a name.
        verbs: verbs that do.
        proper: words that look like verbs and are names.
        industries: words that a firm's short name ends in, which name a trade by themselves.
        generic: words that alone before an ending name no one.
        countries: what stands before the name of a foreign firm: 新加坡 in 新加坡Singtel.
        firm_sorts: what a firm is called before its name: 龙头企业 in 果业龙头企业某某.
        specialities: such words that behind 省, 市 or 县 name the one of that division: 省肿瘤医院.
    """

    endings: tuple[tuple[str, Role], ...]
    zones: frozenset[str]
    zone_bodies: tuple[str, ...]
    fields: tuple[str, ...]
    in_full: Mapping[str, str]
    body_ends: tuple[str, ...]
    borders: frozenset[str]
    verbs: frozenset[str]
    proper: frozenset[str]
    generic: frozenset[str]
    industries: frozenset[str]
    specialities: frozenset[str]
    countries: tuple[str, ...]
    firm_sorts: tuple[str, ...]


@cache
def known_organizations() -> tuple[KnownOrganization, ...]:
    """Return the frequent organisations, each form unique among them."""
    return tuple(
        KnownOrganization(
            name=row["name"],
            role=row["role"],
            forms=tuple(row["forms"]),
            bare=tuple(row.get("bare", ())),
            region_code=row.get("region"),
        )
        for row in _tables()["known"]
    )


@cache
def known_forms() -> dict[str, KnownOrganization]:
    """Return every spelling that names a frequent organisation wherever it stands.

    Example:
        >>> known_forms()["华为技术有限公司"].name
        '华为'
    """
    return {form: known for known in known_organizations() for form in (known.name, *known.forms)}


@cache
def bare_forms() -> dict[str, KnownOrganization]:
    """Return the words that name a frequent organisation only where a party is expected.

    Example:
        >>> bare_forms()["联想"].name
        '联想集团'
    """
    return {form: known for known in known_organizations() for form in known.bare}


@cache
def name_words() -> NameWords:
    """Return the vocabulary of names."""
    tables = _tables()
    roles: tuple[Role, ...] = ("enterprise", "institution", "other", "zone")
    endings = [(ending, role) for role in roles for ending in tables["endings"][role]]
    return NameWords(
        endings=tuple(sorted(endings, key=lambda pair: (-len(pair[0]), pair[0]))),
        zones=frozenset(tables["endings"]["zone"]),
        zone_bodies=_longest_first(tables["endings"]["zone_body"]),
        fields=_longest_first(tables["bodies"]["fields"]),
        in_full=tables["bodies"]["in_full"],
        body_ends=_longest_first(tables["bodies"]["ends"]),
        borders=frozenset(tables["borders"]["words"]),
        verbs=frozenset(tables["borders"]["verbs_in_names"]),
        proper=frozenset(tables["borders"]["proper"]),
        generic=frozenset(tables["borders"]["generic"] + tables["borders"]["specialities"]),
        industries=frozenset(tables["borders"]["industries"]),
        specialities=frozenset(tables["borders"]["specialities"]),
        countries=tuple(tables["borders"]["countries"]),
        firm_sorts=tuple(tables["borders"]["firm_sorts"]),
    )


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("schemas.reference").joinpath("organizations.toml").read_text("utf-8"))
