"""Corrections carried out one after the other on the rows that they touch, and what came of each.

Rows are parted first, then merged, then dropped, and fields are set last, whatever the order in the file: a field that
was corrected keeps its value in the row that its words support then.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from schemas.correction import Correction, plain, written
from schemas.vocabulary import CorrectionAction, CorrectionStatus
from tasks.aggregate.correction_outcome import Outcome
from tasks.aggregate.correction_rules import Made, Rules, Told, ValueLacksError
from tasks.aggregate.correction_words import Support, common
from tasks.identity import stable_id

#: In ``corrected``, a row as a whole.
REGROUPED = "row"
_ORDER: Mapping[CorrectionAction, int] = {"split": 0, "merge": 1, "drop": 2, "set": 3}


@dataclass(slots=True)
class Row:
    """A row as it stands while corrections are carried out.

    Attributes:
        row_id: its id.
        tellings: the tellings of it by their numbers, in their order.
        made: what they come to, with the values that were set.
        fields: the fields that were set, each with the place in the file of the entry that did it.
        is_regrouped: whether it was merged or split.
        vouching: the tellings whose words a correction of the parties rests on: their documents name the new ones.
    """

    row_id: str
    tellings: dict[int, Told]
    made: Made
    fields: dict[str, int] = field(default_factory=dict)
    is_regrouped: bool = False
    vouching: frozenset[int] = frozenset()

    @property
    def corrected(self) -> list[str]:
        """Return what the column ``corrected`` says."""
        return sorted([*self.fields, *([REGROUPED] if self.is_regrouped else [])])


@dataclass(frozen=True, slots=True)
class Supports:
    """What the words of one correction support: those of its row, and those of the other row of a merge or split."""

    mine: Sequence[Support[int]]
    other: Sequence[Support[int]] = ()


class NotAppliedError(Exception):
    """A correction cannot or need not be applied; the message says why."""

    def __init__(self, status: CorrectionStatus, detail: str, row_id: str | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.row_id = status, detail, row_id


class Rows:
    """The rows of one table that corrections touch.

    Attributes:
        by_id: those that there are, by their ids.
    """

    def __init__(self, rules: Rules, rows: Iterable[Row]) -> None:
        self._rules = rules
        self.by_id = {row.row_id: row for row in rows}
        self._row_of = {telling: row.row_id for row in self.by_id.values() for telling in row.tellings}
        #: The tellings and ids of rows that were dropped, and the ids of those that were merged, with where they are
        #: now; each with the place in the file of the entry that did it.
        self._dropped: dict[int | str, int] = {}
        self._merged: dict[str, tuple[str, int]] = {}

    def changed(self) -> Iterator[Row]:
        """Yield the rows that are otherwise than the tellings made them."""
        return (row for row in self.by_id.values() if row.corrected)

    def carry_out(self, corrections: Iterable[tuple[Correction, Supports]]) -> list[Outcome]:
        """Carry out the corrections and return what came of each, in no order."""
        in_order = sorted(corrections, key=lambda pair: _order(pair[0]))
        return [self._carried_out(correction, words) for correction, words in in_order]

    def _carried_out(self, correction: Correction, words: Supports) -> Outcome:
        doers = {"set": self._set, "merge": self._merge, "split": self._split, "drop": self._drop}
        try:
            for support in (*words.mine, *words.other):
                if support.lack:
                    raise NotAppliedError("stale", support.lack)
            return doers[correction.action](correction, words)
        except NotAppliedError as error:
            row_id = error.row_id or correction.row_id
            return Outcome(correction, error.status, row_id, new_value=correction.value, detail=error.detail)

    def _row(self, row_id: str, supports: Sequence[Support[int]]) -> Row:
        """Return the row of that id, if something of it was read at all the words; where there is none, the only one.

        Of a row with another id something must have been read from just these words, each of them: what stands beside
        them may be of another row in the same sentence.

        Raises:
            NotAppliedError: it cannot be told which it is, or a correction has dropped it.
        """
        near = common([self._ids(support.near) for support in supports])
        name = row_id
        while name in self._merged:
            name, _ = self._merged[name]
        if name in near:
            return self.by_id[name]
        read: set[int | str] = {row_id}.union(*(support.exact for support in supports))
        for one in read & self._dropped.keys():
            raise NotAppliedError("conflicting", f"number {self._dropped[one]} drops the row")
        exact = common([self._ids(support.exact) for support in supports])
        if len(exact) == 1:
            return self.by_id[next(iter(exact))]
        if near:
            detail = f"there is no {row_id}, and its words do not tell which row it is now: it may be {_all(near)}"
            raise NotAppliedError("stale", detail)
        each = frozenset[str]().union(*(self._ids(support.near) for support in supports))
        raise NotAppliedError("stale", f"its words no longer support one row, but {_all(each)}")

    def _ids(self, tellings: frozenset[int]) -> frozenset[str]:
        return frozenset(self._row_of[telling] for telling in tellings if telling in self._row_of)

    def _set(self, correction: Correction, words: Supports) -> Outcome:
        row, field_ = self._row(correction.row_id, words.mine), str(correction.field)
        try:
            made = self._rules.with_value(row.made, field_, correction.new_value)
        except ValueLacksError as error:
            raise NotAppliedError("stale", str(error), row.row_id) from error
        before, after = self._rules.shown(row.made), self._rules.shown(made)
        old, new = before[field_], after[field_]
        if old == new:
            raise NotAppliedError("unneeded", "the tables say so without it", row.row_id)
        for name, position in row.fields.items():
            if before[name] != after[name]:
                raise NotAppliedError("conflicting", f"number {position} sets {name} otherwise", row.row_id)
        row.made, row.fields[field_] = made, correction.position
        if field_ == "parties":
            row.vouching |= {telling for support in words.mine for telling in support.near & row.tellings.keys()}
        detail = _since(correction, written(old))
        return Outcome(
            correction, "applied", row.row_id, written(old), written(new), detail=self._renamed(correction, row, detail)
        )

    def _drop(self, correction: Correction, words: Supports) -> Outcome:
        if correction.row_id in self._merged:
            raise NotAppliedError("conflicting", f"number {self._merged[correction.row_id][1]} merges the row")
        row = self._row(correction.row_id, words.mine)
        originals = {
            row.tellings[telling].original for each in words.mine for telling in each.near & row.tellings.keys()
        }
        if row.row_id != correction.row_id and any(each.original not in originals for each in row.tellings.values()):
            detail = (
                f"its words now support {row.row_id}, of which other pages tell too: look whether it is false as well"
            )
            raise NotAppliedError("stale", detail)
        del self.by_id[row.row_id]
        self._dropped |= dict.fromkeys([row.row_id, *row.tellings], correction.position)
        self._row_of = {telling: name for telling, name in self._row_of.items() if name != row.row_id}
        return Outcome(correction, "applied", row.row_id, self._named(row), detail=self._renamed(correction, row, ""))

    def _merge(self, correction: Correction, words: Supports) -> Outcome:
        row = self._row(correction.row_id, words.mine)
        into = self._row(str(correction.into), words.other)
        if row is into:
            raise NotAppliedError("unneeded", "the two are one row without it", row.row_id)
        before = self._named(row)
        tellings = dict(sorted([*into.tellings.items(), *row.tellings.items()], key=lambda pair: pair[1].order))
        into.made = self._rules.merged(into.made, row.made, list(tellings.values()))
        into.tellings, into.is_regrouped = tellings, True
        self._row_of |= dict.fromkeys(row.tellings, into.row_id)
        del self.by_id[row.row_id]
        self._merged[row.row_id] = into.row_id, correction.position
        detail = self._renamed(correction, row, "")
        return Outcome(correction, "applied", row.row_id, before, self._named(into), into.row_id, detail)

    def _split(self, correction: Correction, words: Supports) -> Outcome:
        row = self._whole(correction, words)
        apart, stay = (_own(supports, row) for supports in (words.mine, words.other))
        if apart & stay:
            raise NotAppliedError("stale", "the words of both sides belong to one telling", row.row_id)
        sides = [[row.tellings[telling] for telling in side] for side in (sorted(apart), sorted(stay))]
        apart |= {
            number
            for number, telling in row.tellings.items()
            if number not in apart | stay and self._rules.is_liker(telling, *sides)
        }
        before = self._named(row)
        name = _id_apart(correction)
        if name in self.by_id:
            raise NotAppliedError("conflicting", f"another entry has split off {name} by these words", row.row_id)
        new = self._part(row, name, apart)
        rest = self._part(row, row.row_id, row.tellings.keys() - apart)
        self.by_id |= {name: new, row.row_id: rest}
        self._row_of |= dict.fromkeys(new.tellings, name)
        detail = self._renamed(correction, row, "")
        return Outcome(correction, "applied", row.row_id, before, self._named(new), name, detail)

    def _whole(self, correction: Correction, words: Supports) -> Row:
        """Return the row that holds both sides of what is to be split."""
        try:
            return self._row(correction.row_id, [*words.mine, *words.other])
        except NotAppliedError as error:
            apart, stay = (common([self._ids(each.near) for each in side]) for side in (words.mine, words.other))
            if apart & stay or not (apart and stay):
                raise
            detail = f"they are told apart without it: {_all(apart)} from {_all(stay)}"
            raise NotAppliedError("unneeded", detail) from error

    def _part(self, row: Row, name: str, numbers: Set[int]) -> Row:
        """Return a row of that name of some tellings of the row."""
        tellings = {number: each for number, each in row.tellings.items() if number in numbers}
        return Row(name, tellings, self._rules.parted(row.made, name, list(tellings.values())), is_regrouped=True)

    def _named(self, row: Row) -> str:
        """Return what tells people which row it is."""
        shown = self._rules.shown(row.made)
        parties = [party["canonical_name"] for party in shown.get("parties", ())]
        return written({name: shown[name] for name in self._rules.names} | ({"parties": parties} if parties else {}))

    def _renamed(self, correction: Correction, row: Row, detail: str) -> str | None:
        renamed = "" if row.row_id == correction.row_id else f"the row was called {correction.row_id}"
        return "; ".join(filter(None, (renamed, detail))) or None


def _own(supports: Iterable[Support[int]], row: Row) -> set[int]:
    """Return the tellings of the row that the words support, those of which just these words were read first."""
    found: set[int] = set()
    for support in supports:
        found |= (support.exact & row.tellings.keys()) or (support.near & row.tellings.keys())
    return found


def _order(correction: Correction) -> tuple[int, bool, int]:
    """Return when the correction has its turn: of fields the confidence last, which follows from others until then."""
    return _ORDER[correction.action], correction.field == "confidence", correction.position


def _id_apart(correction: Correction) -> str:
    """Return the id of the row that a split makes: two rows that one sentence tells of can both be split by it."""
    words = ((each.doc_id, each.quote, each.start, each.end) for each in correction.evidence)
    return stable_id(correction.row_id[0], "apart", correction.row_id, *(part for each in words for part in each))


def _since(correction: Correction, old: str) -> str:
    """Return in words what has changed under the correction since it was written; empty where nothing has."""
    was, now = plain(correction.was or old), plain(old)
    return (
        "" if was == now else f"it was written when the tables said {written(was)}; without it they say {written(now)}"
    )


def _all(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids)) or "none"
