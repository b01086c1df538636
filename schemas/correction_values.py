"""The value that a correction gives a field, held against the declaration of its column."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, get_args

import pyarrow as pa

from schemas.column import Column
from schemas.correction import PARTY_KEYS
from schemas.reference.regions import gazetteer
from schemas.toml_keys import Keys
from schemas.vocabulary import NATION, Operator, Role


def read_value(keys: Keys, key: str, column: Column) -> Any:
    """Return the value below the key as the column holds it, None where it has a fault, which is noted.

    Args:
        keys: the entry.
        key: ``value`` or ``was``.
        column: the column that it is for.
    """
    value = keys.anything(key)
    problem, advice = _problem(value, column)
    if not problem:
        return _as_held(value, column)
    keys.fault(key, problem, advice)
    return None


def read_parties(keys: Keys, key: str) -> list[dict[str, str]] | None:
    """Return the parties below the key, each as a table of text; None where one has a fault, which is noted."""
    value = keys.anything(key)
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        keys.fault(key, "is no list of parties", 'write their names, ["烟台市人民政府", "中国移动"]')
        return None
    parties = [_party(party, keys, f"{key}[{at}]") for at, party in enumerate(value, 1)]
    names = [party["canonical_name"] for party in parties if party]
    for name in sorted({name for name in names if names.count(name) > 1}):
        keys.fault(key, f"{name} is named twice", "name each party once")
    return [party for party in parties if party] if len(names) == len(set(names)) == len(parties) else None


def _party(value: Any, keys: Keys, path: str) -> dict[str, str] | None:
    party = {"canonical_name": value} if isinstance(value, str) else value
    if not isinstance(party, Mapping) or not all(isinstance(item, str) for item in party.values()):
        keys.fault(path, "is no party", 'write a name, or a table { canonical_name = "…", role = "…" } of texts')
        return None
    n_faults = len(keys.faults)
    said = {name: item.strip() for name, item in party.items()}
    for name in said:
        if name not in PARTY_KEYS:
            keys.fault(f"{path}.{name}", "a party has no such key", _nearest(name, PARTY_KEYS))
    if not said.get("canonical_name"):
        keys.fault(path, "has no name", 'write canonical_name = "…"')
    for name, words in (("role", get_args(Role)), ("operator", get_args(Operator))):
        if said.get(name, words[0]) not in (*words, ""):
            keys.fault(f"{path}.{name}", f"{said[name]!r} is none of the allowed words", _nearest(said[name], words))
    if said.get("region_code") and gazetteer().region(said["region_code"]) is None:
        keys.fault(f"{path}.region_code", *_no_region(said["region_code"]))
    return said if len(keys.faults) == n_faults else None


def _as_held(value: Any, column: Column) -> Any:
    if pa.types.is_floating(column.type):
        return float(value)
    if pa.types.is_list(column.type):
        return sorted({item.strip() for item in value})
    return value.strip() if isinstance(value, str) else value


def _problem(value: Any, column: Column) -> tuple[str, str]:
    """Return what is wrong with the value and what to do, both empty where nothing is."""
    if pa.types.is_list(column.type):
        is_list = isinstance(value, Sequence) and not isinstance(value, str)
        if not is_list or not all(isinstance(item, str) for item in value):
            return "is no list of texts", 'write a list, such as ["a", "b"]'
        return next((problem for item in value if (problem := _wrong_text(item, column))[0]), ("", ""))
    if pa.types.is_boolean(column.type):
        return ("", "") if isinstance(value, bool) else (f"{value!r} is not true or false", "write true or false")
    if pa.types.is_string(column.type):
        return _wrong_text(value, column)
    return _wrong_number(value, column)


def _wrong_number(value: Any, column: Column) -> tuple[str, str]:
    is_whole = pa.types.is_integer(column.type)
    if isinstance(value, bool) or not isinstance(value, int if is_whole else int | float):
        return f"{value!r} is no {'whole ' if is_whole else ''}number", "write it without quotes, dots or commas"
    if abs(value) >= 10**18 or not math.isfinite(value):  # in this order: a long integer is no float
        return f"{value} is no number that can be", "write the figure in the unit of the row"
    if column.minimum is not None and value < column.minimum:
        return f"{value} is below {column.minimum:g}", "mend the number"
    if column.maximum is not None and value > column.maximum:
        return f"{value} is above {column.maximum:g}", "mend the number"
    return "", ""


def _wrong_text(value: Any, column: Column) -> tuple[str, str]:
    if not isinstance(value, str):
        return f"{value!r} is no text", "write it in quotes"
    text = value.strip()
    if not text:
        return "is empty", "write blank = true instead of value" if column.nullable else "write what it is"
    if column.allowed and text not in column.allowed:
        return f"{text!r} is none of the allowed words", _nearest(text, column.allowed)
    return _wrong_date_or_place(text, column)


def _wrong_date_or_place(text: str, column: Column) -> tuple[str, str]:
    if column.name.endswith("_edtf") and not is_date_or_period(text):
        return f"{text!r} is no date", "write 2021-08-18, 2021-08, 2021, XXXX-08-18 or a period 2021-01/2021-03"
    if column.name == "region_code" and gazetteer().region(text) is None:
        return _no_region(text)
    if column.name == "region_name" and text != NATION and text in gazetteer().names:
        return f"{text} has a code", "set region_code, and the name follows"
    return "", ""


def _no_region(code: str) -> tuple[str, str]:
    return f"{code!r} is no code of a division", "look it up in the table regions: six digits, such as 370600"


def is_date_or_period(edtf: str) -> bool:
    """Return whether the text is a date that there is, as far as it is known, or a period between two.

    Example:
        >>> [is_date_or_period(text) for text in ("XXXX-02-29", "2021-02-29", "2021-01/2021-03", "2021/2020")]
        [True, False, True, False]
    """
    parts = edtf.split("/")
    if len(parts) > 2 or not all(map(_is_date, parts)):
        return False
    return "XXXX" in edtf or parts == sorted(parts)


def _is_date(text: str) -> bool:
    year, *rest = text.split("-")
    digits = [("2000" if year == "XXXX" else year, 4), *((part, 2) for part in rest), *[("01", 2)] * (2 - len(rest))]
    if any(not (part.isascii() and part.isdecimal() and len(part) == length) for part, length in digits):
        return False
    try:
        date.fromisoformat("-".join(part for part, _ in digits))
    except ValueError:
        return False
    return len(rest) <= 2 and text != "XXXX"


def _nearest(word: str, words: Sequence[str]) -> str:
    near = get_close_matches(word, words, 1, 0.6)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(words)}"
