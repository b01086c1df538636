"""One bad page stops itself, never the run: what goes wrong with it becomes a rejection."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from schemas.records import Rejection
from schemas.vocabulary import Stage
from tasks.storage.work import part_beside

Result = TypeVar("Result")

#: The name of the table of rejections beside a shard.
REJECTED = "rejected"


def isolated(stage: Stage, source_uri: str, page_id: str, work: Callable[[], Result]) -> Result | Rejection:
    """Return what the work returns, or the rejection of the page where it raises.

    Running out of memory is not the page's fault alone and is passed on.

    Example:
        >>> isolated("clean", "news/1.html", "p1", lambda: 1 // 0).detail
        'ZeroDivisionError: integer division or modulo by zero'
    """
    try:
        return work()
    except MemoryError:
        raise
    except Exception as error:  # whatever a page provokes is recorded, and the run goes on
        detail = f"{type(error).__name__}: {error}".encode(errors="backslashreplace").decode()
        return Rejection(source_uri, stage, "failed", detail, page_id)


def rejections_beside(shard: Path) -> Path:
    """Return where a stage writes the rejections that belong to the shard it writes."""
    return part_beside(shard, REJECTED)
