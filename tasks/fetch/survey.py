"""What the sources hold now, and what of it was not kept before."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from schemas.limits import MAX_PAGE_BYTES
from schemas.records import Rejection
from schemas.vocabulary import RejectionReason
from tasks.fetch.known_files import KnownFile
from tasks.fetch.page import CONTENT_TYPES, suffix_of
from tasks.identity import file_id, page_id
from tasks.storage.raw_store import FailedAddress, StoredPage
from tasks.storage.source import SourceFile, Stamp, each_once, list_files, read_file, stamp


class AmbiguousSourceError(ValueError):
    """Two files would have the same address, so that nobody could tell which one a row came from."""


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page that is in no finished shard yet.

    Attributes:
        page_id: its id.
        source_uri: where it came from.
        size: how many bytes it has.
        path: the local file that holds it; None where the raw store does.
        stamp: what the file system said of that file before it was read.
    """

    page_id: str
    source_uri: str
    size: int
    path: str | None = None
    stamp: Stamp | None = None


@dataclass(frozen=True)
class Survey:
    """What the sources hold.

    Attributes:
        active: the ids of all pages that can be read.
        new: those that are not kept yet, in the order of their addresses.
        rejected: the files that are no pages, and the addresses whose page could not be had.
        addresses: where the pages that can be read come from, by their ids.
        files: the local files that hold a page, as they are.
    """

    active: frozenset[str]
    new: tuple[NewPage, ...]
    rejected: tuple[Rejection, ...]
    addresses: Mapping[str, str] = field(default_factory=dict)
    files: tuple[KnownFile, ...] = ()

    @property
    def n_pages(self) -> int:
        """Return how many files the sources hold, each counted once."""
        return len(self.active) + len(self.rejected)

    def when_kept(self, changed: Collection[str]) -> "Survey":
        """Return the survey once the new pages are kept, but for those whose files were changed while they were read.

        Args:
            changed: the ids of these; they are rejected.
        """
        lost = [page for page in self.new if page.page_id in changed]
        rejected = (_rejected(page.source_uri, "unreadable", "changed while it was read") for page in lost)
        return replace(self, active=self.active.difference(changed), new=(), rejected=(*self.rejected, *rejected))


def survey(
    sources: Iterable[Path],
    kept: Collection[str],
    known: Mapping[str, KnownFile] | None = None,
    without: Path | None = None,
) -> Survey:
    """Tell the pages in the files of the sources apart that are not kept yet.

    Args:
        sources: files and folders.
        kept: the ids of the pages in finished shards.
        known: the files that were read before, by their paths: one that is as it was is not read again.
        without: a folder that is no source even where it lies in one.

    Raises:
        FileNotFoundError: a source does not exist.
        DataFolderError: a source is a data folder.
        AmbiguousSourceError: two files of two sources have the same address.
    """
    files = each_once(file for source in sources for file in list_files(source, without))
    _check_addresses(files)
    looked_at = [_looked_at(file, (known or {}).get(file.path)) for file in files]
    held = (_known(page) for page in looked_at if isinstance(page, NewPage))
    return replace(_surveyed(looked_at, kept), files=tuple(file for file in held if file is not None))


def survey_stored(pages: Iterable[StoredPage], failed: Iterable[FailedAddress], kept: Collection[str]) -> Survey:
    """Tell the pages in the raw store apart that are not kept yet; an address that failed is rejected.

    Args:
        pages: the latest versions that the sources name.
        failed: the addresses whose page could never be had.
        kept: the ids of the pages in finished shards.
    """
    found = (NewPage(page.page_id, page.url, page.n_bytes) for page in pages)
    rejected = (_rejected(address.url, address.reason, address.detail) for address in failed)
    return _surveyed((*found, *rejected), kept)


def together(files: Survey, stored: Survey) -> Survey:
    """Return what local files and the raw store hold as one survey, each page once, in the order of the addresses.

    A file that an archive holds too counts as it is now, not as it was archived.
    """
    here = set(files.addresses.values()) | {item.source_uri for item in files.rejected}
    gone = {page_id for page_id, address in stored.addresses.items() if address in here} - files.active
    new = {page.page_id: page for page in (*files.new, *stored.new) if page.page_id not in gone}
    return Survey(
        files.active | (stored.active - gone),
        tuple(sorted(new.values(), key=lambda page: (page.source_uri, page.page_id))),
        (*files.rejected, *(item for item in stored.rejected if item.source_uri not in here)),
        {**stored.addresses, **files.addresses},
        files.files,
    )


def _surveyed(looked_at: Iterable[NewPage | Rejection], kept: Collection[str]) -> Survey:
    found: dict[str, NewPage] = {}
    rejected: list[Rejection] = []
    for page in looked_at:
        if isinstance(page, Rejection):
            rejected.append(page)
        else:
            found.setdefault(page.page_id, page)
    new = tuple(page for name, page in found.items() if name not in kept)
    addresses = {name: page.source_uri for name, page in found.items()}
    return Survey(frozenset(found), new, tuple(rejected), addresses)


def _check_addresses(files: Iterable[SourceFile]) -> None:
    for one, other in pairwise(files):
        if one.source_uri == other.source_uri:
            raise AmbiguousSourceError(
                f"{one.path} and {other.path} would both be {one.source_uri}: give the folder above them instead"
            )


def _known(page: NewPage) -> KnownFile | None:
    if page.path is None or page.stamp is None:
        return None
    return KnownFile(page.path, page.source_uri, page.stamp, page.page_id)


def _looked_at(file: SourceFile, known: KnownFile | None) -> NewPage | Rejection:
    if file.problem:
        return _rejected(file.source_uri, "unreadable", file.problem)
    if suffix_of(file.source_uri) not in CONTENT_TYPES:
        return _rejected(file.source_uri, "unsupported", f"the name does not end in {', '.join(CONTENT_TYPES)}")
    found = stamp(file.path)
    if known is not None and found == known.stamp and file.source_uri == known.source_uri:
        return NewPage(known.page_id, file.source_uri, known.stamp.size, file.path, found)
    try:
        content = read_file(file.path, MAX_PAGE_BYTES)
    except OSError as error:
        return _rejected(file.source_uri, "unreadable", error.strerror or str(error))
    if content is None:
        return _rejected(file.source_uri, "too_large", f"more than {MAX_PAGE_BYTES // 1024 // 1024} MB")
    return NewPage(page_id(file.source_uri, content), file.source_uri, len(content), file.path, found)


def _rejected(source_uri: str, reason: RejectionReason, detail: str) -> Rejection:
    return Rejection(source_uri, "fetch", reason, detail, file_id(source_uri))
