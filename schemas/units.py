"""Units and approximators, read once from ``reference/units.toml``."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from schemas.vocabulary import Approximator


class UnitForm(NamedTuple):
    """One way to write a unit, and the factor that turns a number of it into the unit."""

    unit: str
    dimension: str
    factor: Decimal
    unless_before: str = ""


@cache
def unit_forms() -> Mapping[str, UnitForm]:
    """Return every written form of a unit. A measure word is its own unit, of dimension ``count``.

    Example:
        >>> unit_forms()["Gbps"].unit, unit_forms()["Gbps"].factor, unit_forms()["座"].dimension
        ('Mbps', Decimal('1000'), 'count')
    """
    data = _data()
    barred = data["unless_before"]
    forms = {
        form: UnitForm(unit["name"], unit["dimension"], Decimal(factor), barred.get(form, ""))
        for unit in data["unit"]
        for form, factor in unit["forms"].items()
    }
    for word in data["classifiers"]["words"]:
        forms[word] = UnitForm(word, "count", Decimal(1), barred.get(word, ""))
    return forms


@cache
def dimensions() -> Mapping[str, str]:
    """Return the dimension of every unit: money, rate, compute, count; a bare number has the unit ``""``."""
    return {"": "number"} | {form.unit: form.dimension for form in unit_forms().values()}


@cache
def approximators_before() -> Mapping[str, Approximator]:
    """Return the words that stand before a number and make it approximate."""
    return {word: entry["name"] for entry in _data()["approximator"] for word in entry["before"]}


@cache
def approximators_after() -> Mapping[str, Approximator]:
    """Return the words that stand after a number or its unit and make it approximate."""
    return {word: entry["name"] for entry in _data()["approximator"] for word in entry["after"]}


@cache
def word_endings() -> Mapping[str, str]:
    """Return, for an approximator, the characters before it that make it the end of another word (签约)."""
    endings: Mapping[str, str] = _data()["unless_after"]
    return endings


def unless_before(word: str) -> str:
    """Return the characters before which a unit or an approximator is the beginning of another word: 内 of 内存.

    Example:
        >>> "存" in unless_before("内")
        True
    """
    barred: str = _data()["unless_before"].get(word, "")
    return barred


@cache
def _data() -> dict[str, Any]:
    text = resources.files("schemas.reference").joinpath("units.toml").read_text("utf-8")
    return tomllib.loads(text)
