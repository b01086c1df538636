"""Secrets that sources name: read where they are kept, handed on, never written down."""

import os
from collections.abc import Iterable

from schemas.source import Source


def secrets_of(sources: Iterable[Source]) -> dict[str, str]:
    """Return the secrets that the sources' headers name, by the name that the declaration gives them.

    ``env:NAME`` is a variable of the environment, ``block:NAME`` a Secret block of the Prefect server. What is not
    there is left out: the source that needs it says so, and the others go on.
    """
    named = {value for source in sources for value in source.headers.values()}
    found = {name: _secret(name) for name in sorted(named)}
    return {name: value for name, value in found.items() if value is not None}


def _secret(name: str) -> str | None:
    kind, _, key = name.partition(":")
    if kind == "env":
        return os.environ.get(key)
    return _from_block(key) if os.environ.get("PREFECT_API_URL") else None  # without a server there are no blocks


def _from_block(key: str) -> str | None:
    from prefect.blocks.system import Secret  # noqa: PLC0415 - takes a second, and few sources have secrets
    from prefect.logging import get_logger  # noqa: PLC0415

    try:
        return str(Secret.load(key).get())  # type: ignore[union-attr]
    except Exception as error:  # no such block, or no server: one secret must not keep the other sources from the run
        get_logger("qianyue").warning("the Secret block %s cannot be read: %s", key, type(error).__name__)
        return None
