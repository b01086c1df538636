"""How often the rows of each band of confidence are right: the table of docs/agreements.md.

usage: python -m tests.quality.reliability
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from schemas.reference.confidence import confidence_weights
from tests.quality.annotated import SETS
from tests.quality.chain import pages_in, read
from tests.quality.own import PAGES, annotated, pages_of
from tests.quality.scoring import agreement_likeness, match, shared_parties, tell_by_source

BANDS = ((0.0, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01))


class Judged(NamedTuple):
    """The confidence of a row, and whether the page holds such an agreement with all of the row's parties."""

    confidence: float
    right: bool


def judged(pages: Iterable[Any], gold: Iterable[dict[str, Any]]) -> Iterator[Judged]:
    """Yield each agreement that the pages give, and whether the annotator took it too; what is optional is left out."""
    told = tell_by_source(read(pages).tables())
    for line in gold:
        rows = told[line["source"]].agreements if line["source"] in told else ()
        matches = {row: at for at, row in match(line["agreements"], rows, agreement_likeness).items()}
        for number, row in enumerate(rows):
            expected = line["agreements"][matches[number]] if number in matches else None
            if expected is not None and expected["optional"]:
                continue
            right = expected is not None and shared_parties(expected, row) == len(row["parties"])
            yield Judged(row["confidence"], right)


def of_set(name: str) -> list[Judged]:
    """Return what is judged of an annotated set, or of the own pages."""
    if name == "own":
        return list(judged(pages_of(PAGES), annotated()))
    annotated_set = SETS[name]
    gold = [json.loads(line) for line in annotated_set.gold.read_text("utf-8").splitlines() if line.strip()]
    return list(judged(pages_in(annotated_set.pages, [line["source"] for line in gold]), gold))


def precision(rows: Iterable[Judged], least: float, below: float = 2.0) -> tuple[int, float | None]:
    """Return how many rows have a confidence in the band, and the share of them that is right."""
    inside = [row.right for row in rows if least <= row.confidence < below]
    return len(inside), sum(inside) / len(inside) if inside else None


def table(rows: list[Judged]) -> str:
    """Return the reliability table as Markdown."""
    lines = ["| confidence | rows | right |", "| --- | --- | --- |"]
    for least, below in BANDS:
        count, share = precision(rows, least, below)
        name = f"{least:.2f} and more" if below > 1 else f"{least:.2f} to {below:.2f}"
        lines.append(f"| {name} | {count} | {'' if share is None else f'{share:.3f}'} |")
    count, share = precision(rows, 0)
    return "\n".join([*lines, f"| all | {count} | {share:.3f} |"])


def main() -> None:
    names = ["own", *(name for name in ("seeds", "dev") if SETS[name].missing is None)]
    rows = [row for name in names for row in of_set(name)]
    count, share = precision(rows, confidence_weights().threshold)
    print(table(rows))
    print(f"\nat or above {confidence_weights().threshold}: {count} rows, {share:.3f} right ({', '.join(names)})")


if __name__ == "__main__":
    main()
