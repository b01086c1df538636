"""The raw store: every page that was fetched, as it was answered, once.

One SQLite file. Bodies stand under the hash of their bytes and every visit under its number; neither is ever changed
or removed, which the file itself sees to. ``addresses`` and ``links`` are what follows from them: where each address
stands now, and which source named it. A visit, its body and the links that it brought are one transaction, so whatever
stops the writer, what was recorded stays and nothing is half there.
"""

import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from schemas.records import Page
from schemas.visit import Headers, Link, Outcome, Role, Standing, Visit, header_of
from schemas.vocabulary import RejectionReason
from tasks.identity import page_id
from tasks.storage.raw_rows import (
    headers_of,
    link_of,
    marks,
    next_try_in_words,
    packed,
    page_of,
    standing_of,
    text_of,
    time_of,
    unpacked,
    visit_of,
)
from tasks.storage.raw_statements import (
    ANSWER,
    CONTENT,
    DUE,
    FAILED_FOR,
    FAILURES,
    HOLDS,
    LAST_VISIT,
    LINK,
    NAMED_LIKE,
    NAMED_SINCE,
    PAGE,
    PAGES,
    PUT_OFF,
    RENEW,
    STAND,
    STAND_BY_ARCHIVE,
    STANDING_OF,
    VALIDATE,
    VALIDATE_ANEW,
    VISITS,
)

_FORM = 1
_IN_MEMORY = Path(":memory:")


class StoredPage(NamedTuple):
    """The latest version of a page that the store holds, without its bytes.

    Attributes:
        page_id: the id of the version.
        url: its address.
        n_bytes: its size.
    """

    page_id: str
    url: str
    n_bytes: int


class FailedAddress(NamedTuple):
    """An address whose page was never had.

    Attributes:
        url: the address.
        reason: why the last visit failed.
        detail: what was found then, and when it will be tried again.
    """

    url: str
    reason: RejectionReason
    detail: str


class RawStoreError(RuntimeError):
    """The file is no raw store, or one of another version; the message says what to do."""


class RawStore:
    """An open raw store; ``raw_store`` opens one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._is_batch = False

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Make all that is recorded in the block one transaction: fast, and all of it is lost where the block fails."""
        with self._connection:
            self._connection.execute("begin immediate")
            self._is_batch = True
            try:
                yield
            finally:
                self._is_batch = False

    def record(self, visit: Visit, source: str, links: Sequence[Link] = (), *, is_live: bool = True) -> bool:
        """Keep a visit, its body where it brought one, and the links that it brought; all of it or nothing.

        Args:
            visit: what came of the request.
            source: the name of the source that asked.
            links: what an index named, or where a redirect leads.
            is_live: whether the address was asked. What an archive holds of it says nothing of when it is to be asked
                again, and its version is the latest only where none is later.

        Returns:
            Whether the visit brought a new version: the address was not kept before, or its bytes are others.
        """
        digest = None if visit.content is None else hashlib.sha256(visit.content).hexdigest()
        with self._transaction():
            before = self._latest_digest(visit.url)
            is_new = digest is not None and digest != before
            outcome: Outcome = "unchanged" if digest is not None and not is_new else visit.outcome
            if visit.content is not None and digest is not None:
                self._keep_content(digest, visit.content)
            number = self._keep_visit(visit, outcome, digest)
            self._stand(visit, outcome, is_live=is_live)
            is_latest = is_new and visit.content is not None and self._renew(visit, visit.content, number)
            self._validate(visit, outcome, is_latest=is_latest, is_live=is_live)
            self._name(source, links, visit.at)
        return is_new

    def name(self, source: str, links: Sequence[Link], at: datetime) -> None:
        """Note that the source names the links, without a visit that brought them."""
        with self._transaction():
            self._name(source, links, at)

    def forget(self, source: str, beginning: str, named: Collection[str]) -> None:
        """Let the source no longer name what begins so, but for what is named: lines of a file that were mended."""
        with self._transaction():
            rows = self._connection.execute(NAMED_LIKE, (source, beginning, beginning + "\U0010ffff")).fetchall()
            gone = [(source, url) for (url,) in rows if url not in named]
            self._connection.executemany("delete from links where source = ? and url = ?", gone)

    def standing(self, url: str) -> Standing | None:
        """Return what is known of an address, None where it was never asked for."""
        row = self._connection.execute(STANDING_OF, (url,)).fetchone()
        return None if row is None else standing_of(row)

    def last_visit(self, url: str, role: Role) -> Visit | None:
        """Return what came of asking for an address in that role the last time, without its body; None for never."""
        row = self._connection.execute(LAST_VISIT, (url, role)).fetchone()
        return None if row is None else visit_of(row)

    def put_off(self, now: datetime) -> list[Visit]:
        """Return the last visits of addresses that answered with an error and are to be asked for after that time."""
        return [visit_of(row) for row in self._connection.execute(PUT_OFF, {"now": text_of(now)})]

    def answer(self, url: str) -> Headers:
        """Return the headers with which the latest version of an address came, none where there is no version."""
        row = self._connection.execute(ANSWER, (url,)).fetchone()
        return () if row is None else headers_of(row[0])

    def due(self, source: str, now: datetime) -> list[tuple[Link, Standing | None]]:
        """Return the links of a source that are to be asked for at that time.

        These are first those never asked for, in the order in which the source named them, the latest naming first;
        then those that failed; then those to be visited again, because it is time or because the source says that they
        have changed since. A source that says so again and again of a page that has not changed is believed five times,
        and then once in thirty days: there are sites that call everything changed now.
        """
        rows = self._connection.execute(DUE, {"source": source, "now": text_of(now)}).fetchall()
        return [(link_of(row[:3]), standing_of(row[3:]) if row[3] else None) for row in rows]

    def failed_for(self, source: str, reason: RejectionReason) -> list[Link]:
        """Return the links of a source whose last visit, whoever's it was, failed for that reason."""
        return [link_of(row) for row in self._connection.execute(FAILED_FOR, (source, reason))]

    def content(self, url: str) -> tuple[bytes, str | None] | None:
        """Return bytes and content type of the latest version of an address, page or index; None where it has none."""
        row = self._connection.execute(CONTENT, (url,)).fetchone()
        if row is None:
            return None
        body, n_bytes, headers = row
        return unpacked(body, n_bytes), header_of(headers_of(headers), "Content-Type")

    def n_named_since(self, source: str, urls: Iterable[str], since: datetime) -> int:
        """Return how many of the addresses the source first named after that time."""
        return sum(
            self._connection.execute(NAMED_SINCE, (source, url, text_of(since))).fetchone() is not None for url in urls
        )

    def n_visits(self) -> int:
        """Return how many visits are kept: what a watcher can follow while others record."""
        return int(self._connection.execute("select coalesce(max(id), 0) from visits").fetchone()[0])

    def n_links(self, source: str) -> int:
        """Return how many addresses the source has named."""
        return int(self._connection.execute("select count(*) from links where source = ?", (source,)).fetchone()[0])

    def pages(self, sources: Sequence[str]) -> list[StoredPage]:
        """Return the latest version of each page that the sources name, sorted by address."""
        rows = self._connection.execute(PAGES.format(marks(sources)), tuple(sources))
        return [StoredPage(*row) for row in rows]

    def failures(self, sources: Sequence[str]) -> list[FailedAddress]:
        """Return the addresses that the sources name and whose page could never be had, sorted."""
        rows = self._connection.execute(FAILURES.format(marks(sources)), tuple(sources))
        return [
            FailedAddress(url, reason, f"{detail}; {next_try_in_words(then)}") for url, reason, detail, then in rows
        ]

    def read(self, page_ids: Iterable[str]) -> Iterator[Page]:
        """Yield the pages of these ids, without those that are not the latest version of an address."""
        for name in page_ids:
            row = self._connection.execute(PAGE, (name,)).fetchone()
            if row is not None:
                yield page_of(name, *row)

    def visits(self) -> Iterator[Visit]:
        """Yield every visit in the order in which it was recorded, with its body where it was a new version."""
        for row in self._connection.execute(VISITS):
            yield visit_of(row)

    def holds(self, visit: Visit, *, at_any_time: bool) -> bool:
        """Return whether what came of a visit is kept: from that time, or, where its time is not known, as it is now.

        Args:
            visit: what came of it.
            at_any_time: whether nothing is known of the time: then it is held if it is the latest version.
        """
        digest = None if visit.content is None else hashlib.sha256(visit.content).hexdigest()
        if at_any_time and digest is not None:
            return digest == self._latest_digest(visit.url)
        wanted = {"url": visit.url, "digest": digest, "reason": visit.reason, "at_any_time": at_any_time}
        row = self._connection.execute(HOLDS, {**wanted, "at": text_of(visit.at)}).fetchone()
        return row is not None

    def is_taken(self, source: str, address: str, form: str) -> bool:
        """Return whether the archive at the address was taken in whole when it had that form (size, time, hash)."""
        row = self._connection.execute(
            "select 1 from archives where source = ? and address = ? and form = ?", (source, address, form)
        ).fetchone()
        return row is not None

    def note_taken(self, source: str, address: str, form: str, at: datetime) -> None:
        """Note that the archive was taken in whole."""
        with self._transaction():
            self._connection.execute(
                "insert or replace into archives values (?, ?, ?, ?)", (source, address, form, text_of(at))
            )

    def note_harvest(self, source: str, at: datetime, n_new: int, problem: str) -> None:
        """Note that the source was gone through, what it brought and why it brought nothing, if it did not."""
        with self._transaction():
            self._connection.execute(
                "insert into harvests (source, at, n_new, problem) values (?, ?, ?, ?)",
                (source, text_of(at), n_new, problem),
            )

    def last_harvest(self, source: str) -> datetime | None:
        """Return when the source was last gone through without a problem, None for never."""
        return self._time_of("select max(at) from harvests where source = ? and problem = ''", source)

    def attempts(self, source: str) -> list[tuple[datetime, bool]]:
        """Return the last two times that the source was gone through, the latest first, and if it had a problem."""
        rows = self._connection.execute(
            "select at, problem from harvests where source = ? order by at desc, id desc limit 2", (source,)
        )
        return [(datetime.fromisoformat(at), problem != "") for at, problem in rows]

    def last_news(self, source: str) -> datetime | None:
        """Return when the source last brought a new page, None for never."""
        return self._time_of("select max(at) from harvests where source = ? and n_new > 0", source)

    def first_harvest(self, source: str) -> datetime | None:
        """Return when the source was first gone through, None for never."""
        return self._time_of("select min(at) from harvests where source = ?", source)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Make the block a transaction, or a part of the batch that is undone alone where it fails."""
        if not self._is_batch:
            with self._connection:
                yield
            return
        self._connection.execute("savepoint part")
        try:
            yield
        except BaseException:
            self._connection.execute("rollback to part")
            raise
        finally:
            self._connection.execute("release part")

    def _time_of(self, statement: str, source: str) -> datetime | None:
        return time_of(self._connection.execute(statement, (source,)).fetchone()[0])

    def _latest_digest(self, url: str) -> str | None:
        row = self._connection.execute(
            "select v.digest from addresses a join visits v on v.id = a.version where a.url = ?", (url,)
        ).fetchone()
        return None if row is None else str(row[0])

    def _keep_content(self, digest: str, content: bytes) -> None:
        known = self._connection.execute("select 1 from contents where digest = ?", (digest,)).fetchone()
        if known is None:
            self._connection.execute("insert into contents values (?, ?, ?)", (digest, len(content), packed(content)))

    def _keep_visit(self, visit: Visit, outcome: Outcome, digest: str | None) -> int:
        cursor = self._connection.execute(
            "insert into visits (url, at, is_dated, role, outcome, status, request_headers, response_headers, digest,"
            " target, reason, detail, next_try) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                visit.url,
                text_of(visit.at),
                visit.is_dated,
                visit.role,
                outcome,
                visit.status,
                json.dumps(visit.request_headers, ensure_ascii=False),
                json.dumps(visit.response_headers, ensure_ascii=False),
                digest,
                visit.target,
                visit.reason,
                visit.detail,
                text_of(visit.next_try),
            ),
        )
        return int(cursor.lastrowid or 0)

    def _stand(self, visit: Visit, outcome: Outcome, *, is_live: bool) -> None:
        """Bring what is known of the address up to date."""
        self._connection.execute(
            STAND if is_live else STAND_BY_ARCHIVE,
            {
                "url": visit.url,
                "role": visit.role,
                "at": text_of(visit.at),
                "outcome": outcome,
                "target": visit.target,
                "answered": outcome in ("fetched", "unchanged"),
                "failed": outcome == "failed",
                "reason": visit.reason,
                "detail": visit.detail,
                "next_try": text_of(visit.next_try),
            },
        )

    def _renew(self, visit: Visit, content: bytes, version: int) -> bool:
        """Make the version that a visit brought the latest one, and return whether it is: an archive may come late."""
        renewed = self._connection.execute(
            RENEW,
            {
                "version": version,
                "page_id": page_id(visit.url, content),
                "n_bytes": len(content),
                "at": text_of(visit.at),
                "url": visit.url,
            },
        )
        return renewed.rowcount == 1

    def _validate(self, visit: Visit, outcome: Outcome, *, is_latest: bool, is_live: bool) -> None:
        """Keep the validators of the latest version: new ones with a new version, others where the answer names any."""
        validators = {"etag": visit.header("ETag"), "last_modified": visit.header("Last-Modified"), "url": visit.url}
        if is_latest:
            self._connection.execute(VALIDATE_ANEW, validators)
        elif is_live and outcome == "unchanged":
            self._connection.execute(VALIDATE, validators)

    def _name(self, source: str, links: Sequence[Link], at: datetime) -> None:
        rows = [
            (source, link.url, text_of(at), link.dated and link.dated.isoformat(), text_of(link.changed_at), place)
            for place, link in enumerate(links)
        ]
        self._connection.executemany(LINK, rows)


@contextmanager
def raw_store(path: Path) -> Iterator[RawStore]:
    """Open the raw store in the file, made where it is missing, for as long as the block lasts.

    Args:
        path: the file; ``:memory:`` for one that lasts as long as the block.

    Raises:
        RawStoreError: the file is something else.
    """
    if path != _IN_MEMORY and not path.exists():
        _make(path)
    with closing(sqlite3.connect(path, timeout=60)) as connection:
        try:
            if path == _IN_MEMORY:
                _make_tables(connection)
            _check(connection, path)
        except sqlite3.DatabaseError as error:
            raise RawStoreError(f"{path} is no raw store ({error}): restore it from a copy, or move it away") from error
        yield RawStore(connection)


def _make(path: Path) -> None:
    """Make an empty store beside the path, and give it its name when it is whole, unless another one was faster."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".") as folder:
        new = Path(folder, path.name)
        with closing(sqlite3.connect(new)) as connection:
            connection.execute("pragma journal_mode = wal")
            _make_tables(connection)
        with suppress(FileExistsError):
            path.hardlink_to(new)


def _make_tables(connection: sqlite3.Connection) -> None:
    tables = resources.files("tasks.storage").joinpath("raw_store.sql").read_text(encoding="utf-8")
    connection.executescript(f"begin immediate;{tables}pragma user_version = {_FORM};commit;")


def _check(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("pragma synchronous = normal")  # a killed process loses nothing, a power cut the last moments
    (form,) = connection.execute("pragma user_version").fetchone()
    if form != _FORM:
        raise RawStoreError(f"{path} has form {form}, this version reads form {_FORM}: use the version that made it")
