"""What two partial dates have in common. Dates are EDTF: ``2019-11-20``, ``2011-12``, ``2020``, ``XXXX-08-18``."""

from calendar import monthrange
from datetime import date


def day_of(edtf: str | None) -> date | None:
    """Return the calendar day, None unless year, month and day are all known.

    Example:
        >>> day_of("2019-11-20"), day_of("2011-12"), day_of("XXXX-08-18")
        (datetime.date(2019, 11, 20), None, None)
    """
    if edtf is None or len(edtf) != len("2019-11-20") or edtf.startswith("XXXX"):
        return None
    return date.fromisoformat(edtf)


def last_day(edtf: str | None) -> date | None:
    """Return the last day that the date or period takes in, None where its year is not known.

    Example:
        >>> [str(last_day(edtf)) for edtf in ("2021-06-15", "2021-06", "2021", "2021-01/2021-03", "XXXX-06-15")]
        ['2021-06-15', '2021-06-30', '2021-12-31', '2021-03-31', 'None']
    """
    parts = (edtf or "").split("/")[-1].split("-")
    if not all(part.isdecimal() for part in parts):
        return None
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 12
    return date(year, month, int(parts[2]) if len(parts) > 2 else monthrange(year, month)[1])


def compatible(one: str | None, other: str | None) -> bool:
    """Return whether the two can be the same date, known to different degrees.

    Example:
        >>> compatible("2019-11-20", "XXXX-11-20"), compatible("2019-11", "2019-11-20"), compatible("2019", "2020")
        (True, True, False)
    """
    if one is None or other is None:
        return True
    if "/" in one or "/" in other:
        return one == other
    pairs = zip(one.split("-"), other.split("-"), strict=False)
    return all(a == b or "XXXX" in (a, b) for a, b in pairs)


def detail(edtf: str | None) -> int:
    """Return how much of the date is known, more for more.

    Example:
        >>> sorted(["XXXX-08-18", "2020", "2019-11-20"], key=detail)
        ['2020', 'XXXX-08-18', '2019-11-20']
    """
    if edtf is None:
        return 0
    parts = edtf.split("/")[0].split("-")
    return sum(2 if part != "XXXX" else 1 for part in parts)


def month_and_day(edtf: str | None) -> str | None:
    """Return ``MM-DD`` where both are known.

    Example:
        >>> month_and_day("XXXX-08-18"), month_and_day("2020-08")
        ('08-18', None)
    """
    parts = (edtf or "").split("-")
    return "-".join(parts[1:]) if len(parts) == 3 and "/" not in (edtf or "") else None
