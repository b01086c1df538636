"""Short ways to write down figures, stated and published, for the tests of this folder."""

from dataclasses import asdict, replace

from schemas.reference.figures import PublishedFigure
from tasks.check.stated import Stated


def stated(value, as_of, **fields):
    plain = Stated(
        metric_id=f"m{value}-{as_of}",
        kind="base_stations",
        value=float(value),
        upper=None,
        unit="count",
        aspect="total",
        approximator="exact",
        status="actual",
        as_of=as_of,
        region_code="430000",
        region_name="湖南省",
        technology="5G",
        operator=None,
        definition=None,
        value_text=f"{value}个",
    )
    return replace(plain, **fields)


def row_of(figure):
    """The row of the table that gives the figure."""
    return asdict(figure) | {"value_upper": figure.upper, "as_of_edtf": figure.as_of}


def published(value, as_of, **fields):
    plain = PublishedFigure(
        region_code="430000",
        kind="base_stations",
        technology="5G",
        aspect="total",
        status="actual",
        definition="",
        as_of=as_of,
        value=float(value),
        approximator="exact",
        first_hand=True,
        source="https://example.org/1",
    )
    return replace(plain, **fields)
