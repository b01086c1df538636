"""What may be wrong with an entry of ``metric_kinds.toml``, said so that the entry can be put right."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from schemas.units import dimensions, unit_forms
from schemas.vocabulary import MetricUnit, Technology, allowed

Entry = Mapping[str, Any]

REQUIRED = ("name", "label", "label_en", "definition", "source", "unit", "dimensions", "minimum", "maximum")
#: The keys that hold one pattern, and those that hold several.
PATTERNS = ("cues", "needs", "needs_at_level", "needs_near", "unless", "where")
#: Patterns that a noun without modifiers may satisfy.
_MAY_FIND_NOTHING = ("needs", "needs_at_level", "needs_near")
LISTS_OF_PATTERNS = ("nouns", "clauses")
LISTS_OF_WORDS = ("dimensions", "measures", "alone", "grows", "clause_measures")
_TEXTS = ("name", "label", "label_en", "definition", "source", "unit", "instead_of", "share_kind", "technology")
_NUMBERS = ("minimum", "maximum")
KEYS = (*_TEXTS, *_NUMBERS, *PATTERNS, *LISTS_OF_PATTERNS, *LISTS_OF_WORDS, "topic", "definitions")

#: What a value without a unit of its own is counted in.
_COUNTED = {"count", "number"}


def kind_faults(entry: Entry) -> Iterator[str]:
    """Yield what is wrong with an entry: first keys and types, and only where these are right what they say.

    Example:
        >>> list(kind_faults({"name": "towers", "unit": "count", "nouns": "铁塔"}))[-2:]
        ['maximum is missing', 'nouns is not a list of strings']
    """
    shape = list(chain(_missing(entry), _unknown(entry), _mistyped(entry)))
    if shape:
        yield from shape
        return
    yield from _wrong_texts(entry)
    yield from _wrong_patterns(entry)
    yield from _wrong_unit(entry)
    yield from _wrong_words(entry)
    yield from _wrong_technologies(entry)
    if not entry["minimum"] < entry["maximum"]:
        yield f"an empty range: minimum {entry['minimum']}, maximum {entry['maximum']}"


def _missing(entry: Entry) -> Iterator[str]:
    yield from (f"{key} is missing" for key in REQUIRED if key not in entry)
    if "nouns" not in entry and "cues" not in entry:
        yield "nouns is missing (or cues, where a unit settles the kind)"
    if ("instead_of" in entry) != ("where" in entry):
        yield f"{'where' if 'instead_of' in entry else 'instead_of'} is missing; instead_of and where go together"


def _unknown(entry: Entry) -> Iterator[str]:
    yield from (f"{key} is no key of a kind" for key in entry if key not in KEYS)


def _mistyped(entry: Entry) -> Iterator[str]:
    for key, value in entry.items():
        if key in (*_TEXTS, *PATTERNS) and not isinstance(value, str):
            yield f"{key} is not a string"
        elif key in (*LISTS_OF_PATTERNS, *LISTS_OF_WORDS) and not _is_list_of_strings(value):
            yield f"{key} is not a list of strings"
        elif key in _NUMBERS and (isinstance(value, bool) or not isinstance(value, int | float)):
            yield f"{key} is not a number"
        elif key == "topic" and not isinstance(value, bool):
            yield "topic is neither true nor false"
        elif key == "definitions" and not (isinstance(value, dict) and _is_list_of_strings(list(value.values()))):
            yield "definitions is not a table of strings"


def _is_list_of_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(member, str) for member in value)


def _wrong_texts(entry: Entry) -> Iterator[str]:
    yield from (f"{key} is empty" for key in REQUIRED if entry[key] in ("", []))
    if not re.fullmatch("[a-z0-9_]+", entry["name"]):
        yield f"name {entry['name']!r} is not of a to z, 0 to 9 and _ only"
    if entry["definition"] and not entry["definition"][0].isupper():
        yield "definition does not begin with a capital"


def _wrong_patterns(entry: Entry) -> Iterator[str]:
    single = [(key, entry[key]) for key in PATTERNS if key in entry]
    listed = [(key, member) for key in LISTS_OF_PATTERNS for member in entry.get(key, ())]
    named = [(f"definitions, {name}", pattern) for name, pattern in entry.get("definitions", {}).items()]
    faults = [fault for key, pattern in (*single, *listed, *named) for fault in _wrong_pattern(key, pattern)]
    yield from faults
    if not faults:
        joined = [(key, "|".join(entry[key])) for key in LISTS_OF_PATTERNS if key in entry]
        yield from (fault for key, pattern in joined for fault in _wrong_pattern(f"{key} together", pattern))


def _wrong_pattern(key: str, pattern: str) -> Iterator[str]:
    try:
        finds_anything = re.search(pattern, "")
    except re.error as error:
        yield f"{key}: {pattern!r} is no pattern: {error}"
    else:
        if finds_anything and key not in _MAY_FIND_NOTHING:
            yield f"{key}: {pattern!r} is found in any text"


def _wrong_unit(entry: Entry) -> Iterator[str]:
    unit, measured = entry["unit"], set(entry["dimensions"])
    for dimension in sorted(measured - set(dimensions().values())):
        yield f"dimensions: no dimension {dimension} in schemas/reference/units.toml"
    if unit not in allowed(MetricUnit):
        if unit in dimensions():
            yield f"unit {unit} is not one that the tables know; add it to MetricUnit in schemas/vocabulary.py"
        else:
            known = ", ".join(allowed(MetricUnit))
            yield f"no unit {unit} in schemas/reference/units.toml; those that the tables know are {known}"
    elif unit in dimensions():
        own = dimensions()[unit]
        if own not in measured or not measured <= {own, "number"}:
            yield f"unit {unit} is of dimension {own}, but dimensions are {', '.join(sorted(measured))}"
    elif not measured <= _COUNTED:
        yield f"unit {unit} is one of counting, but dimensions are {', '.join(sorted(measured))}"
    if "count" in measured and "nouns" not in entry:
        yield "nouns is missing: cues do not say what is counted"


def _wrong_words(entry: Entry) -> Iterator[str]:
    known = {form.unit for form in unit_forms().values()}
    for key in ("measures", "clause_measures", "alone"):
        for word in entry.get(key, ()):
            if word not in known:
                yield f"{key}: {word} is no measure word of schemas/reference/units.toml"
    for word in entry.get("alone", ()):
        if word not in entry.get("measures", ()):
            yield f"alone: {word} is not among measures"


def _wrong_technologies(entry: Entry) -> Iterator[str]:
    technologies = allowed(Technology)
    if entry.get("technology", "none") not in ("none", *technologies):
        yield f"no technology {entry['technology']}; they are none, {', '.join(technologies)}"
    yield from (f"grows: no technology {name}" for name in entry.get("grows", ()) if name not in technologies)
