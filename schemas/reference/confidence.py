"""What makes an agreement surely read, as log odds, and from where on a row may be trusted."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ConfidenceWeights:
    """The log odds of ``confidence.toml``, which says what each is, and the documented threshold, a probability."""

    named: float
    borrowed: float
    implied: float
    headline_only: float
    by_slot: float
    known_sort: float
    several: float
    told_again: float
    threshold: float


@cache
def confidence_weights() -> ConfidenceWeights:
    """Return the weights.

    Example:
        >>> confidence_weights().threshold
        0.9
    """
    text = files("schemas.reference").joinpath("confidence.toml").read_text("utf-8")
    return ConfidenceWeights(**tomllib.loads(text))
