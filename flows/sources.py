"""The file of sources, read from the disk and looked at before anything is fetched."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from schemas.source import ARCHIVE_KINDS, Source
from schemas.sources_file import read_sources
from schemas.toml_keys import Fault
from schemas.visit import Tally
from tasks.fetch.archives import archives_of, try_out
from tasks.storage.files import read_text
from tasks.storage.source import DataFolderError, list_files

SOURCES_FILE = Path("sources.toml")


@dataclass(frozen=True)
class Checked:
    """What the file of sources says, and what of it cannot be.

    Attributes:
        lines: one for each source without a fault.
        faults: everything that is wrong.
    """

    lines: tuple[str, ...]
    faults: tuple[Fault, ...]


def load_sources(path: Path) -> tuple[tuple[Source, ...], tuple[Fault, ...]]:
    """Return the sources that a file declares, and what is wrong with the others.

    Paths in the file are read from the folder that it stands in, wherever the process was started.

    Raises:
        FileNotFoundError: there is no such file.
        UnicodeError: it is not UTF-8.
        OSError: it cannot be read.
    """
    sources, faults = read_sources(read_text(path))
    return tuple(_from_folder(source, path.absolute().parent) for source in sources), faults


def check_sources(path: Path, probe: Callable[[Source], Tally] | None = None) -> Checked:
    """Return what the file declares, and what is wrong with it or with what it leads to.

    Args:
        path: the file.
        probe: asks a source on the web and returns what came of it; none is asked without it.

    Raises:
        FileNotFoundError: there is no such file.
        UnicodeError: it is not UTF-8.
        OSError: it cannot be read.
    """
    sources, faults = load_sources(path)
    lines: list[str] = []
    found: list[Fault] = []
    for source in sources:
        try:
            lines.append(" ".join(_described(source, probe)))
        except (OSError, UnicodeError, DataFolderError) as error:
            found.append(Fault(source.name, "address", str(error), "mend the address, or what stands there"))
    return Checked(tuple(lines), (*faults, *found))


def _from_folder(source: Source, folder: Path) -> Source:
    return replace(source, address=str(folder / source.address)) if _is_local(source) else source


def _is_local(source: Source) -> bool:
    return "://" not in source.address and "::" not in source.address


def _described(source: Source, probe: Callable[[Source], Tally] | None) -> Iterator[str]:
    """Yield the parts of the line about a source.

    Raises:
        OSError, UnicodeError, DataFolderError: what it leads to is not there, or not what it is said to be.
    """
    yield f"{source.name:<24} {source.kind:<8} {source.address}"
    yield f"[{source.schedule or 'every run'}]"
    if source.kind == "folder":
        yield _count(len(list_files(Path(source.address))), "file")
    elif source.kind in ARCHIVE_KINDS:
        yield _archives(source)
    elif source.kind == "urls" and _is_local(source):
        yield _count(len(read_text(Path(source.address)).split()), "address", "es")
    if probe is not None and source.is_web:
        yield _answered(probe(source))


def _answered(tally: Tally) -> str:
    if tally.problem:
        raise OSError(tally.problem)
    return f"its first index names {_count(tally.n_links, 'page')}"


def _archives(source: Source) -> str:
    files = archives_of(source)
    problem = try_out(source, files[0])
    if problem:
        raise OSError(f"{files[0].address}: {problem}")
    sizes = [file.n_bytes for file in files if file.n_bytes is not None]
    return f"{_count(len(files), 'file')}, {sum(sizes) / 1e6:.1f} MB"


def _count(n: int, what: str, ending: str = "s") -> str:
    return f"{n} {what}{ending if n != 1 else ''}"


def report_lines(checked: Checked) -> Sequence[str]:
    """Return what the command prints: the sources, and how many are as they should be."""
    return [*checked.lines, f"{_count(len(checked.lines), 'source')} ready, {_count(len(checked.faults), 'fault')}"]
