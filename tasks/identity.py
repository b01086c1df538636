"""Ids that depend on what a row says, never on where or when it was read."""

import hashlib


def stable_id(prefix: str, *parts: object) -> str:
    """Return the prefix and 16 hexadecimal digits that stand for the parts, in their order.

    Example:
        >>> stable_id("m", "base_stations", 1200, None)
        'mbe0cdb5b3aa9050f'
    """
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return prefix + hashlib.sha256(text.encode()).hexdigest()[:16]
