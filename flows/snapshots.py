"""What there is to say of one snapshot, as lines for people."""

from collections.abc import Iterator, Mapping

from tasks.storage.snapshots import Snapshot


def snapshot_lines(snapshot: Snapshot) -> Iterator[str]:
    """Yield the lines on one snapshot: its id, when it was published, its rows, the code, and what changed."""
    at = snapshot.published_at
    yield f"{snapshot.name}  {at.isoformat(timespec='seconds') if at else 'at a time that is not known'}"
    yield "  rows     " + ", ".join(f"{name} {count}" for name, count in snapshot.rows.items() if name != "changes")
    yield "  code     " + ", ".join(f"{stage} {version}" for stage, version in snapshot.code.items())
    if not snapshot.knows_before:
        yield "  changes  not known"
    elif snapshot.before is None:
        yield "  changes  none: the first one"
    else:
        counted = [f"{table} {_counts(counts)}" for table, counts in snapshot.changes.items()]
        yield f"  changes  {'; '.join(counted) or 'in no compared table'} (before: {snapshot.before})"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {change}" for change, count in counts.items())
