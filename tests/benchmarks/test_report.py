"""The page on performance says what was measured, and leaves blank what was not."""

from benchmarks.report import page

STAGES = {"loading": 2.0, "survey": 1.0, "fetch": 1.0, "clean": 4.0, "extract": 14.0, "all": 20.0}
ANCHORS = {
    "jieba_characters_per_second": 130_000.0,
    "pair": 1.9,
    "parquet_read_seconds": 0.5,
    "parquet_write_seconds": 0.5,
}
RUN = {"seconds": 20.0, "cpu_seconds": 30.0, "peak_bytes": 1024 * 1024 * 1024}
RESULTS = {
    "machine": {
        "date": "2024-05-01",
        "processors": 2,
        "processor": "Abacus",
        "memory_bytes": 8 * 1024**3,
        "system": "Linux",
        "python": "3.11.7",
        "libraries": {"jieba": "0.42.1"},
    },
    "1000 text, all relevant: characters": 1_300_000,
    "1000 text, all relevant: stages": {**STAGES, **ANCHORS},
    "1000 text, all relevant: flow": {"flow": 11.0, "plain": 10.0},
    "20000 text, all relevant: characters": 26_000_000,
    "20000 text, all relevant: runs": {
        "first": RUN,
        "again": {**RUN, "seconds": 0.5},
        "new": {**RUN, "seconds": 1.0, "peak_bytes": 512 * 1024 * 1024},
    },
    "few": {"run": 6.0, "empty": 3.0, "plain": 2.0},
}


def _row(text, begins):
    (line,) = [line for line in text.splitlines() if line.startswith(begins)]
    return [cell.strip() for cell in line.strip("|").split("|")]


def _section(heading):
    return page(RESULTS).partition(heading)[2].partition("\n## ")[0]


def test_the_chain_is_held_against_the_libraries():
    row = _row(_section("## One worker"), "| text, all relevant | 1,000 | 2.0 | 20.0 ")
    assert row == ["text, all relevant", "1,000", "2.0", "20.0", "50", "65,000", "0.50", ""]
    assert _row(_section("Milliseconds a document"), "| text")[2:6] == ["1.000", "1.000", "4.000", ""]


def test_runs_are_told_with_what_the_later_ones_cost_of_the_first():
    row = _row(_section("## Runs"), "| text, all relevant | 20,000")
    assert row[2:] == ["20.0", "1.00", "1,024", "0.5", "2.5 %", "1.0", "5.0 %", "512"]


def test_what_was_not_measured_has_no_row_and_no_figure():
    assert "20,000" not in _section("## One worker")
    assert _row(_section("## Two workers"), "| text")[2:] == ["22.0", "10.0", "2.20", "1.90", "11.0", "+10.0 %"]
    assert "## Three pages" not in page({name: value for name, value in RESULTS.items() if name != "few"})
    assert "takes 6.0 s" in page(RESULTS)
    assert "1.20 of the two" in page(RESULTS)
