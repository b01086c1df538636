"""The keys of a TOML table asked for one by one: each answer has its type, and what is wrong is noted, not raised."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, NamedTuple

#: Stands for "no such key": TOML has no null, but a table could have been made elsewhere.
_ABSENT = object()


class Fault(NamedTuple):
    """One thing that is wrong in a file of sources or corrections.

    Attributes:
        source: the name of the entry, or its place in the file where it has none; empty for the file as a whole.
        key: the key, with those of the tables that it stands in, such as ``politeness.attempts``; may be empty.
        problem: what is wrong.
        advice: what to do.
    """

    source: str
    key: str
    problem: str
    advice: str

    def __str__(self) -> str:
        """Return the fault as one line.

        Example:
            >>> str(Fault("a-news", "kind", "'rss' is no kind of source", "write feed"))
            "a-news: kind: 'rss' is no kind of source; write feed"
        """
        where = ": ".join(part for part in (self.source or "the file", self.key) if part)
        return f"{where}: {self.problem}; {self.advice}"


class Bounds(NamedTuple):
    """Between what a number must lie, both inclusive, but for the least where ``is_open``."""

    least: float
    most: float
    is_open: bool = False

    def hold(self, number: float) -> bool:
        """Return whether the number lies between them; what is not a number does not."""
        is_above = self.least < number if self.is_open else self.least <= number
        return is_above and number <= self.most

    def __str__(self) -> str:
        begin = f"above {self.least:g}" if self.is_open else f"from {self.least:g}"
        return f"{begin} to {self.most:.12g}"


class Keys:
    """A table whose keys are asked for; keys that nobody asks for are faults.

    Attributes:
        faults: what was wrong so far, shared with the tables within it.
    """

    def __init__(self, found: Mapping[str, Any], source: str, prefix: str = "") -> None:
        self._found = found
        self._source = source
        self._prefix = prefix
        self._asked: list[str] = []
        self._mistyped_keys: set[str] = set()
        self.faults: list[Fault] = []

    def __contains__(self, key: str) -> bool:
        return key in self._found

    def fault(self, key: str, problem: str, advice: str) -> None:
        """Note that something is wrong with the key; of one of the wrong type that is enough."""
        path = f"{self._prefix}{key}"
        if path not in self._mistyped_keys:
            self.faults.append(Fault(self._source, path, problem, advice))

    def text(self, key: str, default: str = "") -> str:
        """Return the text without blanks around it, the default where there is none."""
        value = self._value(key)
        if value is _ABSENT:
            return default
        if not isinstance(value, str):
            self._mistyped(key, value, f'write it as text, {key} = "…"')
            return default
        return value.strip()

    def verbatim(self, key: str) -> str:
        """Return the text with every blank as it is written, empty where there is none."""
        value = self._value(key)
        if isinstance(value, str):
            return value
        if value is not _ABSENT:
            self._mistyped(key, value, f'write it as text, {key} = "…"')
        return ""

    def truth(self, key: str) -> bool:
        """Return whether the key says true."""
        value = self._value(key)
        if value is not _ABSENT and not isinstance(value, bool):
            self._mistyped(key, value, "write true or false, without quotes")
        return value is True

    def day(self, key: str) -> date | None:
        """Return the day, which may be written as a date or as text; None where there is none."""
        value = self._value(key)
        if value is _ABSENT:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.fault(key, f"{value!s} is no day", "write it as 2024-05-20")
            return None

    def anything(self, key: str) -> Any:
        """Return the value as TOML gives it, None where there is none; who asks checks its type."""
        value = self._value(key)
        return None if value is _ABSENT else value

    def whole(self, key: str, default: Any, bounds: Bounds) -> Any:
        """Return the whole number, the default where there is none within the bounds."""
        value = self._value(key)
        if value is _ABSENT:
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            self._mistyped(key, value, "write a whole number, without quotes")
            return default
        return value if self._within(key, value, bounds) else default

    def number(self, key: str, default: Any, bounds: Bounds) -> Any:
        """Return the number, the default where there is none within the bounds."""
        value = self._value(key)
        if value is _ABSENT:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._mistyped(key, value, "write a number, without quotes")
            return default
        return float(value) if self._within(key, value, bounds) else default

    def wholes(self, key: str, default: tuple[int, ...], bounds: Bounds) -> tuple[int, ...]:
        """Return the list of whole numbers within the bounds, the default where anything of it is wrong."""
        value = self._value(key)
        if value is _ABSENT:
            return default
        if not _is_list_of(value, int) or any(isinstance(item, bool) for item in value):
            self._mistyped(key, value, "write a list of whole numbers, such as [1, 7]")
            return default
        within = [self._within(key, item, bounds) for item in value]
        return tuple(value) if all(within) else default

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts, empty where there is none."""
        value = self._value(key)
        if value is _ABSENT:
            return ()
        if not _is_list_of(value, str):
            self._mistyped(key, value, 'write a list of texts, such as ["a", "b"]')
            return ()
        return tuple(item.strip() for item in value)

    def table(self, key: str) -> "Keys":
        """Return the table below the key, empty where there is none; it notes its faults here."""
        value = self._value(key)
        if value is not _ABSENT and not isinstance(value, Mapping):
            self._mistyped(key, value, f"write it as a table, {key} = {{ … }}")
        below = Keys(value if isinstance(value, Mapping) else {}, self._source, f"{self._prefix}{key}.")
        below.faults, below._mistyped_keys = self.faults, self._mistyped_keys
        return below

    def tables(self, key: str, advice: str) -> Sequence[Mapping[str, Any]]:
        """Return the list of tables below the key, empty where there is none."""
        value = self._value(key)
        if value is _ABSENT:
            return ()
        if not _is_list_of(value, Mapping):
            self._mistyped(key, value, advice)
            return ()
        tables: Sequence[Mapping[str, Any]] = value
        return tables

    def each(self, key: str, advice: str) -> list["Keys"]:
        """Return the tables of a list below the key, each to be asked for its keys; they note their faults here."""
        found = []
        for place, table in enumerate(self.tables(key, advice), 1):
            below = Keys(table, self._source, f"{self._prefix}{key}[{place}].")
            below.faults, below._mistyped_keys = self.faults, self._mistyped_keys
            found.append(below)
        return found

    def names(self) -> list[str]:
        """Return all keys, as those of a table whose keys the writer of the file chooses."""
        return list(self._found)

    def note_unknown(self) -> None:
        """Note every key that was not asked for, with the nearest of those that were."""
        for key in self._found:
            if key not in self._asked:
                near = get_close_matches(key, self._asked, 1, 0.6)
                known = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(self._asked))}"
                self.fault(key, "there is no such key", known)

    def _value(self, key: str) -> Any:
        self._asked.append(key)
        return self._found.get(key, _ABSENT)

    def _mistyped(self, key: str, value: Any, advice: str) -> None:
        """Note the wrong type; the value itself may be a secret and is not repeated."""
        self.fault(key, f"is {_kind_of(value)}", advice)
        self._mistyped_keys.add(f"{self._prefix}{key}")

    def _within(self, key: str, value: float, bounds: Bounds) -> bool:
        if not bounds.hold(value):
            self.fault(key, f"{value} is out of bounds", f"write a number {bounds}")
        return bounds.hold(value)


def _is_list_of(value: Any, kind: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(item, kind) for item in value)


def _kind_of(value: Any) -> str:
    """Return what a value of TOML is, in words.

    Example:
        >>> _kind_of(True), _kind_of(1.5), _kind_of([])
        ('true or false', 'a number', 'a list')
    """
    kinds: list[tuple[Any, str]] = [
        (bool, "true or false"),
        (str, "text"),
        (int | float, "a number"),
        (Mapping, "a table"),
        (Sequence, "a list"),
    ]
    return next((name for kind, name in kinds if isinstance(value, kind)), "a date or time")
