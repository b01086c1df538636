"""Single files: written whole or not at all."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from tasks.storage.place import content_of, is_remote, upload


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a name to write to on this machine; it takes the path's place when its bytes are safe.

    Whatever stops the writer, a reader of ``path`` sees the old file or the new one. Missing folders are made.

    Args:
        path: where the file will stand.
    """
    if is_remote(path):
        with TemporaryDirectory(prefix="qianyue-") as folder:
            yield Path(folder, path.name)
            upload(Path(folder, path.name), path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield unfinished
        sync(unfinished)
        unfinished.replace(path)
        sync(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def whole_stream(path: Path) -> Iterator[BinaryIO]:
    """Yield a file to write bytes to, which takes the path's place once they are on the disk."""
    with whole_file(path) as unfinished, unfinished.open("wb") as stream:
        yield stream


def write_text(text: str, path: Path) -> None:
    """Write the text as UTF-8, with line feeds as they are."""
    with whole_file(path) as unfinished:
        unfinished.write_bytes(text.encode())


def write_json(value: Any, path: Path) -> None:
    """Write the value as JSON with sorted keys, so that equal values give equal bytes."""
    write_text(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n", path)


def read_json(path: Path) -> Any:
    """Return what the JSON file holds; FileNotFoundError or ValueError where it does not."""
    return json.loads(content_of(path).decode())


def read_text(path: Path) -> str:
    """Return the text of a file that people write.

    Raises:
        FileNotFoundError: there is none.
        UnicodeError: it is not UTF-8; the message says where.
        OSError: it cannot be read.
    """
    content = content_of(path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnicodeError(f"{path} is not UTF-8 from line {line} on: save it as UTF-8") from error


def sync(path: Path) -> None:
    """Wait until the file's bytes, or the folder's names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
