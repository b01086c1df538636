"""Ids that depend on what a row says or a page holds, never on where or when it was read."""

import hashlib
from collections.abc import Iterable


def stable_id(prefix: str, *parts: object) -> str:
    """Return the prefix and 16 hexadecimal digits that stand for the parts, in their order.

    Example:
        >>> stable_id("m", "base_stations", 1200, None)
        'mbe0cdb5b3aa9050f'
    """
    return prefix + hashlib.sha256(_joined(parts)).hexdigest()[:16]


def stable_number(*parts: object) -> int:
    """Return a number of 64 bits that stands for the parts, in their order: what columns are joined by.

    Example:
        >>> stable_number("base_stations", 1200, None)
        13694561751799497999
    """
    return int.from_bytes(hashlib.sha256(_joined(parts)).digest()[:8], "big")


def _joined(parts: Iterable[object]) -> bytes:
    return "\x1f".join(["" if part is None else str(part) for part in parts]).encode()


def page_id(source_uri: str, content: bytes) -> str:
    """Return the id of a page: its address and its bytes, hashed.

    Example:
        >>> page_id("news/1.txt", "签约".encode())
        'pa343fc4273d3bfde'
    """
    return "p" + hashlib.sha256(source_uri.encode() + b"\0" + content).hexdigest()[:16]


def file_id(source_uri: str) -> str:
    """Return the id of a file that is no page: its address alone, for nothing of it was read.

    Example:
        >>> file_id("news/photo.jpg")
        'f40e6c8f17ff3d0d1'
    """
    return "f" + hashlib.sha256(source_uri.encode()).hexdigest()[:16]
