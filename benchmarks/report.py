"""The page on performance, from the results of the benchmarks.

usage: python -m benchmarks.report FILE.json > docs/performance.md
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Line = Callable[[str, Mapping[str, Any]], Iterator[str]]

_STAGES = ("survey", "fetch", "clean", "segment", "extract", "digest", "aggregate")
_MB = 1024 * 1024
_OPENING = """# Performance

What a run costs, measured by `python -m benchmarks` on invented pages (`benchmarks/corpus.py`): half of them have more
than 1,100 characters, one in ten repeats another, and those on the subject are about as full of places, names and
figures as real news. The figures below are of one machine on one day; `python -m benchmarks.report` makes this page of
them. A processor that others use too makes them differ by some per cent from one day to the next, so compare ratios.
"""


def page(results: Mapping[str, Any]) -> str:
    """Return the page as Markdown."""
    titles = sorted({name.partition(":")[0] for name in results if ": " in name}, key=_parts)

    def rows(line: Line, *parts: str) -> Iterator[Iterator[str]]:
        return (line(title, results) for title in titles if all(f"{title}: {part}" in results for part in parts))

    sections = [
        _OPENING,
        _machine(results["machine"]),
        "## One worker beside libraries that do a part of the work\n",
        "The stages called plainly, one after the other, with one worker that has loaded its words and names: "
        "*loading* is how long it takes to a first result on three pages. *jieba* is `jieba.cut` over the texts of "
        "the same documents, *trafilatura* is `trafilatura.extract` over the same pages; a ratio above 1 says that "
        "the whole chain, from files to published tables, is faster than the library alone.\n",
        _table(
            ["corpus", "documents", "loading", "seconds", "pages/s", "characters/s", "of jieba", "of trafilatura"],
            rows(_throughput, "stages"),
        ),
        "Milliseconds a document in each stage, and beside them what reading and writing the published tables takes "
        "with pyarrow alone:\n",
        _table(
            ["corpus", "documents", *_STAGES, "tables read", "tables written"],
            rows(_stages, "stages"),
        ),
        "## Runs\n",
        "`qianyue run` with two workers, everything that a user waits for: the program and Prefect's server started, "
        "pages read, tables published. *Again* is the same command with nothing changed, *new* with one page in a "
        "hundred more. Memory is the peak of all processes together, what they share counted once.\n",
        _table(
            [
                "corpus",
                "documents",
                "seconds",
                "ms/document",
                "peak MB",
                "again",
                "of first",
                "new",
                "of first",
                "peak MB",
            ],
            rows(_runs, "runs"),
        ),
        "## Two workers, and the flow around them\n",
        "*Two workers* is the time of one worker over that of two, both plainly and with what they load; *two "
        "processes* the same for two that only count, on the same machine at the same time. *Flow* is the flow on a "
        "standing server over the plain stages, both with two workers.\n",
        _table(
            ["corpus", "documents", "one worker", "two workers", "ratio", "two processes", "flow", "over plain"],
            rows(_sharing, "flow"),
        ),
        _few(results["few"]) if "few" in results else "",
    ]
    return "\n".join(section for section in sections if section)


def _machine(machine: Mapping[str, Any]) -> str:
    libraries = ", ".join(f"{name} {version}" for name, version in machine["libraries"].items())
    return (
        f"{machine['date']}; {machine['processors']} processors ({machine['processor']}), "
        f"{machine['memory_bytes'] / _MB / 1024:.0f} GB of memory; {machine['system']}; Python {machine['python']}, "
        f"{libraries}.\n"
    )


def _throughput(title: str, results: Mapping[str, Any]) -> Iterator[str]:
    n_documents, corpus = _parts(title)
    stages, n_characters = results[f"{title}: stages"], results[f"{title}: characters"]
    speed = n_characters / stages["all"]
    yield from (
        corpus,
        f"{n_documents:,}",
        f"{stages['loading']:.1f}",
        f"{stages['all']:.1f}",
        f"{n_documents / stages['all']:,.0f}",
        f"{speed:,.0f}",
    )
    yield f"{speed / stages['jieba_characters_per_second']:.2f}"
    other = stages.get("trafilatura_pages_per_second")
    yield f"{n_documents / stages['all'] / other:.2f}" if other else ""


def _stages(title: str, results: Mapping[str, Any]) -> Iterator[str]:
    n_documents, corpus = _parts(title)
    stages = results[f"{title}: stages"]
    yield from (corpus, f"{n_documents:,}")
    for name in (*_STAGES, "parquet_read_seconds", "parquet_write_seconds"):
        yield f"{1000 * stages[name] / n_documents:.3f}" if name in stages else ""


def _runs(title: str, results: Mapping[str, Any]) -> Iterator[str]:
    n_documents, corpus = _parts(title)
    runs = results[f"{title}: runs"]
    first, again, new = (runs[name] for name in ("first", "again", "new"))
    yield from (corpus, f"{n_documents:,}", f"{first['seconds']:.1f}", f"{1000 * first['seconds'] / n_documents:.2f}")
    yield f"{first['peak_bytes'] / _MB:,.0f}"
    for other in (again, new):
        yield from (f"{other['seconds']:.1f}", f"{100 * other['seconds'] / first['seconds']:.1f} %")
    yield f"{new['peak_bytes'] / _MB:,.0f}"


def _sharing(title: str, results: Mapping[str, Any]) -> Iterator[str]:
    n_documents, corpus = _parts(title)
    stages, flow = results.get(f"{title}: stages", {}), results[f"{title}: flow"]
    one = stages.get("loading", 0) + stages.get("all", 0)
    yield from (corpus, f"{n_documents:,}", f"{one:.1f}" if one else "", f"{flow['plain']:.1f}")
    yield from (f"{one / flow['plain']:.2f}", f"{stages['pair']:.2f}") if one else ("", "")
    yield f"{flow['flow']:.1f}"
    yield f"{100 * (flow['flow'] / flow['plain'] - 1):+.1f} %"


def _few(few: Mapping[str, float]) -> str:
    ratio = few["run"] / (few["empty"] + few["plain"])
    return (
        "## Three pages\n\n"
        f"`qianyue run` on three new pages takes {few['run']:.1f} s; an empty Prefect flow with its server "
        f"{few['empty']:.1f} s, and the plain stages on the same pages {few['plain']:.1f} s: {ratio:.2f} of the two "
        "together (medians).\n"
    )


def _parts(title: str) -> tuple[int, str]:
    n_documents, _, corpus = title.partition(" ")
    return int(n_documents), corpus


def _table(heads: Sequence[str], rows: Iterator[Iterator[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows), ""])


if __name__ == "__main__":
    print(page(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))), end="")
