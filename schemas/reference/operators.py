"""The five networks of China and how their branches are named."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

from schemas.vocabulary import Operator


@dataclass(frozen=True, slots=True)
class OperatorNames:
    """One operator group and the words that its own and its branches' names are made of."""

    name: Operator
    short: str
    legal: tuple[str, ...]
    stems: tuple[str, ...]
    tails: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subsidiary:
    """A firm of an operator's group that is no branch of a place, with the other forms of its name."""

    operator: Operator
    name: str
    forms: tuple[str, ...]


@cache
def short_names() -> str:
    """Return the bare names of the operators as the alternatives of a pattern.

    Example:
        >>> short_names()
        '移动|联通|电信|铁塔|广电'
    """
    return "|".join(operator.short for operator in operators())


@cache
def operators() -> tuple[OperatorNames, ...]:
    """Return the five operator groups.

    Example:
        >>> [operator.short for operator in operators()]
        ['移动', '联通', '电信', '铁塔', '广电']
    """
    return tuple(
        OperatorNames(
            name=cast(Operator, row["name"]),
            short=row["short"],
            legal=_longest_first(row["legal"]),
            stems=_longest_first(row["stems"]),
            tails=_longest_first(row["tails"]),
            also=tuple(row.get("also", ())),
        )
        for row in _tables()["operator"]
    )


@cache
def subsidiaries() -> tuple[Subsidiary, ...]:
    """Return the firms of the operators' groups that are no branches."""
    return tuple(
        Subsidiary(cast(Operator, row["operator"]), row["name"], tuple(row["forms"])) for row in _tables()["subsidiary"]
    )


def _longest_first(names: list[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def _tables() -> dict[str, list[dict[str, Any]]]:
    text = files("schemas.reference").joinpath("operators.toml").read_text("utf-8")
    return tomllib.loads(text)
