"""The one place that asks for the time; everything else is told it."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - what comes after is given this time as a parameter
