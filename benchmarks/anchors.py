"""How fast others are at a part of the work, on the same pages: what the program's own figures are held against.

usage: python -m benchmarks.anchors FOLDER DATA

Prints as JSON: ``jieba_characters_per_second`` over the texts of the published documents,
``trafilatura_pages_per_second`` over the pages of the folder as they are (HTML only), the seconds that it takes to read
and to write the published tables once more, and ``pair``: how much more two processes that only count do than one.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path

import jieba
import pyarrow.parquet as pq
import trafilatura

#: So many pages tell the speed; all hundred thousand would take minutes.
_SAMPLE = 1000
_COUNTED = 20_000_000


def anchors(folder: Path, data: Path) -> dict[str, float]:
    """Return the figures."""
    found = {"jieba_characters_per_second": _jieba(data), **_parquet(data), "pair": _pair()}
    pages = [page.read_bytes() for page in islice(sorted(folder.rglob("*.html")), _SAMPLE)]
    if pages:
        seconds = _seconds(lambda: [trafilatura.extract(page) for page in pages])
        found["trafilatura_pages_per_second"] = len(pages) / seconds
    return found


def _jieba(data: Path) -> float:
    jieba.setLogLevel(60)
    jieba.initialize()
    texts = list(islice(_texts(data), _SAMPLE))
    return sum(map(len, texts)) / _seconds(lambda: [list(jieba.cut(text)) for text in texts])


def _texts(data: Path) -> Iterator[str]:
    for batch in pq.ParquetFile(data / "tables" / "documents.parquet").iter_batches(columns=["text"]):
        yield from batch["text"].to_pylist()


def _parquet(data: Path) -> dict[str, float]:
    tables = sorted((data / "tables").glob("*.parquet"))
    again = data / "again.parquet"
    read = written = 0.0
    for path in tables:
        read += _seconds(partial(pq.read_table, path))
        written += _seconds(partial(pq.write_table, pq.read_table(path), again, compression="zstd"))
    again.unlink()
    return {"parquet_read_seconds": read, "parquet_write_seconds": written}


def _pair() -> float:
    """Return how many times the work of one process two of them do in the same time."""
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_count, [10, 10]))
        one = _seconds(lambda: list(pool.map(_count, [_COUNTED])))
        two = _seconds(lambda: list(pool.map(_count, [_COUNTED, _COUNTED])))
    return 2 * one / two


def _count(to: int) -> int:
    number = 0
    while number < to:
        number += 1
    return number


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    print(json.dumps(anchors(Path(sys.argv[1]), Path(sys.argv[2]))))
