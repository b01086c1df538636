"""How far the published tables say what an annotator read on the same pages.

A row belongs to a page where the evidence table says so. Agreements are matched by their parties, figures by kind and
value, places as sets of codes; the other fields are compared on matched rows only.
"""

import math
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pyarrow as pa

Row = Mapping[str, Any]
Tables = Mapping[str, pa.Table]

AGREEMENT_FIELDS = {
    "signed": "signed_edtf",
    "region": "region_code",
    "kind": "kind",
    "status": "status",
    "is_5g": "is_5g",
    "amount_cny": "amount_cny",
}
METRIC_FIELDS = {
    "unit": "unit",
    "aspect": "aspect",
    "approximator": "approximator",
    "status": "status",
    "as_of": "as_of_edtf",
    "region": "region_code",
    "technology": "technology",
}


@dataclass
class Tally:
    """How many rows are right, how many the tables hold, how many the annotator found."""

    right: int = 0
    said: int = 0
    due: int = 0

    def add(self, right: int, said: int, due: int) -> None:
        self.right, self.said, self.due = self.right + right, self.said + said, self.due + due

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.said + self.due) if self.said + self.due else 1.0


@dataclass
class Scores:
    """The tallies by name, the share of right values by field, and a line for each disagreement."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    fields: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    complaints: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return F1 of every tally and the share of right values of every field, by name."""
        shares = {name: tally.right / tally.due for name, tally in self.fields.items() if tally.due}
        return {name: tally.f1 for name, tally in self.tallies.items()} | shares

    def compare(self, page: str, name: str, expected: Any, got: Any) -> None:
        """Count one field, and complain where it is wrong."""
        self.fields[name].add(right=expected == got, said=1, due=1)
        if expected != got:
            self.complaints.append(f"{page}: {name}: expected {expected}, got {got}")


class Pair(NamedTuple):
    """A possible match of an expected row with a row of the tables; the likest pairs are taken first."""

    likeness: float
    expected: int
    row: int


@dataclass(frozen=True)
class Told:
    """What the tables say about one page."""

    document: Row | None
    agreements: Sequence[Row]
    metrics: Sequence[Row]
    regions: frozenset[str]


def score(tables: Tables, gold: Iterable[Row]) -> Scores:
    """Compare the tables with every line of the gold; a page without a document counts as saying nothing."""
    told = tell_by_source(tables)
    scores = Scores()
    for line in gold:
        page = told.get(line["source"], Told(None, (), (), frozenset()))
        _score_page(scores, line, page)
    return scores


def tell_by_source(tables: Tables) -> dict[str, Told]:
    """Gather the rows of each document under the last part of its source."""
    agreements = _rows_by_document(tables, "agreements", "agreement_id")
    metrics = _rows_by_document(tables, "metrics", "metric_id")
    parties: dict[str, list[Row]] = defaultdict(list)
    for party in tables["agreement_parties"].to_pylist():
        parties[party["agreement_id"]].append(party)
    regions: dict[str, set[str]] = defaultdict(set)
    for mention in tables["region_mentions"].to_pylist():
        regions[mention["doc_id"]] |= {mention["region_code"]} - {None}
    return {
        row["source_uri"].rsplit("/", 1)[-1]: Told(
            document=row,
            agreements=[item | {"parties": parties[item["agreement_id"]]} for item in agreements[row["doc_id"]]],
            metrics=metrics[row["doc_id"]],
            regions=frozenset(regions[row["doc_id"]]),
        )
        for row in tables["documents"].to_pylist()
    }


def _rows_by_document(tables: Tables, name: str, key: str) -> dict[str, list[dict[str, Any]]]:
    rows = {row[key]: row for row in tables[name].to_pylist()}
    links = {(e["doc_id"], e["row_id"]) for e in tables["evidence"].to_pylist() if e["table"] == name}
    by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for doc_id, row_id in sorted(links):
        by_document[doc_id].append(rows[row_id])
    return by_document


def _score_page(scores: Scores, line: Row, told: Told) -> None:
    page = line["source"]
    if told.document is None:
        scores.complaints.append(f"{page}: no document")
    published = told.document and told.document["published_edtf"]
    scores.compare(page, "document.published", line["published"], published)
    _score_agreements(scores, line, told)
    _score_metrics(scores, line, told)
    if "regions" not in line:
        return
    wanted = set(line["regions"])
    scores.tallies["regions"].add(len(wanted & told.regions), len(told.regions), len(wanted))
    if wanted != told.regions:
        missed, false = sorted(wanted - told.regions), sorted(told.regions - wanted)
        scores.complaints.append(f"{page}: regions missed {missed}, false {false}")


def _score_agreements(scores: Scores, line: Row, told: Told) -> None:
    matches = match(line["agreements"], told.agreements, agreement_likeness)
    for position, expected in enumerate(line["agreements"]):
        if expected["optional"]:
            continue
        row = matches.get(position)
        names = " + ".join(forms[0] for forms in expected["parties"])
        shared = shared_parties(expected, told.agreements[row]) if row is not None else 0
        scores.tallies["agreements"].add(row is not None, 0, 1)
        scores.tallies["parties"].add(shared, 0, len(expected["parties"]))
        if row is None:
            scores.complaints.append(f"{line['source']}: missed agreement {names}")
            continue
        found = told.agreements[row]
        for name, column in AGREEMENT_FIELDS.items():
            scores.compare(line["source"], f"agreement.{name}", expected[name], found[column])
        scores.compare(line["source"], "agreement.title", fold(expected["title"]), fold(found["title"]))
        signatories = {party["signatory"] for party in found["parties"]} - {None}
        wanted = {name for name, _ in expected["signatories"]}
        scores.compare(line["source"], "agreement.signatories", wanted, signatories)
    for row in _counted(matches, line["agreements"], told.agreements):
        names = [party["name"] for party in told.agreements[row]["parties"]]
        scores.tallies["agreements"].add(0, 1, 0)
        scores.tallies["parties"].add(0, len(names), 0)
        if row not in matches.values():
            scores.complaints.append(f"{line['source']}: false agreement {' + '.join(names)}")


def _score_metrics(scores: Scores, line: Row, told: Told) -> None:
    matches = match(line["metrics"], told.metrics, _metric_likeness)
    for position, expected in enumerate(line["metrics"]):
        if expected["optional"]:
            continue
        row = matches.get(position)
        scores.tallies["metrics"].add(row is not None, 0, 1)
        if row is None:
            said = f"{expected['kind']} {expected['value']} ({expected['quote']})"
            scores.complaints.append(f"{line['source']}: missed metric {said}")
            continue
        for name, column in METRIC_FIELDS.items():
            scores.compare(
                f"{line['source']}: {expected['quote']}", f"metric.{name}", expected[name], told.metrics[row][column]
            )
    for row in _counted(matches, line["metrics"], told.metrics):
        scores.tallies["metrics"].add(0, 1, 0)
        if row not in matches.values():
            found = told.metrics[row]
            said = f"{found['kind']} {found['value']} ({found['value_text']})"
            scores.complaints.append(f"{line['source']}: false metric {said}")


def match(expected: Sequence[Row], rows: Sequence[Row], likeness: Callable[[Row, Row], float | None]) -> dict[int, int]:
    """Return the row matched with each expected row, each used once, the likest pairs first."""
    pairs = [
        Pair(like, e, r)
        for e, want in enumerate(expected)
        for r, got in enumerate(rows)
        if (like := likeness(want, got)) is not None
    ]
    matches: dict[int, int] = {}
    for pair in sorted(pairs, key=lambda pair: (-pair.likeness, pair.expected, pair.row)):
        if pair.expected not in matches and pair.row not in matches.values():
            matches[pair.expected] = pair.row
    return matches


def _counted(matches: Mapping[int, int], expected: Sequence[Row], rows: Sequence[Row]) -> list[int]:
    """Return the rows that count as said: all but those matched with what is optional."""
    optional = {row for position, row in matches.items() if expected[position]["optional"]}
    return [row for row in range(len(rows)) if row not in optional]


def agreement_likeness(expected: Row, row: Row) -> float | None:
    shared = shared_parties(expected, row)
    if shared < min(2, len(expected["parties"])) or not shared:
        return None
    same_title = expected["title"] is not None and fold(expected["title"]) == fold(row["title"])
    return shared + 0.5 * same_title + 0.25 * (expected["signed"] == row["signed_edtf"])


def shared_parties(expected: Row, row: Row) -> int:
    """Return how many expected parties the row names, by the names as written or by the canonical ones."""
    columns = ("name", "canonical_name")
    return max(_named(expected["parties"], [party[column] for party in row["parties"]]) for column in columns)


def _named(parties: Iterable[Sequence[str]], names: Iterable[str]) -> int:
    left = [fold(name) for name in names]
    found = 0
    for forms in parties:
        accepted = {fold(form) for form in forms}
        name = next((name for name in left if name in accepted), None)
        if name is not None:
            left.remove(name)
            found += 1
    return found


def _metric_likeness(expected: Row, row: Row) -> float | None:
    if expected["kind"] != row["kind"] or not _same_number(expected["value"], row["value"]):
        return None
    return sum(expected[name] == row[column] for name, column in METRIC_FIELDS.items())


def _same_number(expected: float | None, got: float | None) -> bool:
    if expected is None or got is None:
        return expected is got
    return math.isclose(expected, got, rel_tol=1e-6)


def fold(name: str | None) -> str | None:
    """Return a name without punctuation, width and case, in which two spellings of it do not differ."""
    if name is None:
        return None
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum() or c == "+")
