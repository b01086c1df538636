"""A place that a figure may be of."""

from typing import NamedTuple

from schemas.records import Span


class Place(NamedTuple):
    """A region code, and the words that name it where there are any.

    Without a code it is the whole country where ``is_national`` says so, or a part of the country that has no code,
    whose name is ``area``; with none of these it is not settled.
    """

    code: str | None
    span: Span | None = None
    is_firm: bool = False
    area: str | None = None
    is_national: bool = False
