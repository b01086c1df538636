"""Print the scores of every set of pages at hand in the form of floors.toml, and each disagreement on the samples.

usage: python -m tests.quality [SET ...]
"""

import math
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from schemas.samples import sample_gold, sample_pages
from tests.quality.annotated import SETS
from tests.quality.chain import read
from tests.quality.floors import LEAST_FLOOR
from tests.quality.own import figures, figures_of_figures
from tests.quality.scoring import score

OWN = {"own": figures, "own_figures": figures_of_figures}


def main(names: list[str]) -> None:
    for name in names or ["samples", *OWN, *(name for name, annotated in SETS.items() if not annotated.missing)]:
        print(f"[{name}]")
        for figure, value in measured(name).items():
            if value >= LEAST_FLOOR:
                print(f'"{figure}" = {math.floor(value * 100 + 1e-9) / 100:.2f}')
        print(flush=True)


def measured(name: str) -> dict[str, float]:
    """Return the figures of one set; what is wrong on the samples goes to standard error."""
    if name in OWN:
        return OWN[name]()
    if name != "samples":
        with TemporaryDirectory() as folder:
            return SETS[name].figures(Path(folder))
    scores = score(read(sample_pages()).tables(), sample_gold())
    print("\n".join(scores.complaints), file=sys.stderr)
    return scores.figures()


if __name__ == "__main__":
    main(sys.argv[1:])
