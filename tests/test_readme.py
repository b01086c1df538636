"""What the README shows is what the program does."""

import re
from pathlib import Path

from schemas.samples import sample_pages
from tests.quality.chain import read

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_counts_of_the_first_run_are_those_of_the_sample_pages():
    tables = read(sample_pages()).tables()
    repeats = tables["documents"]["duplicate_of"]
    shown = {name: int(count) for name, count in re.findall(r"^(\w+) +(\d+)$", README, re.MULTILINE)}
    assert shown == {
        "pages": len(sample_pages()),
        "documents": repeats.null_count,
        "duplicates": len(repeats) - repeats.null_count,
        "rejected": tables["rejected"].num_rows,
        "agreements": tables["agreements"].num_rows,
        "metrics": tables["metrics"].num_rows,
        "regions": tables["regions"].num_rows,
    }
