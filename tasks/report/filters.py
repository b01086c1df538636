"""The form above a long table that hides the rows that are not looked for; without JavaScript it is not shown."""

from collections.abc import Iterable

import htpy as h

from schemas.reference.confidence import confidence_weights
from schemas.reference.report_words import Words, word_for, words
from tasks.report.markup import both, number


def filter_form(table: str, n_rows: int, operators: Iterable[str] | None = None) -> h.Element:
    """Return the form.

    Args:
        table: the id of the table.
        n_rows: how many rows it has.
        operators: the operators to choose from, for a table of agreements; its rows then say in ``data-operators``,
            ``data-5g`` and ``data-sure`` what they are.
    """
    return h.form(".filter", data_of=table, hidden=True)[
        h.label[both(words("newest.find")), " ", h.input(type="search", name="text", autocomplete="off")],
        operators is not None and _choices(sorted(operators)),
        h.output(aria_live="polite")[number(n_rows)],
        " ",
        h.span[both(words("newest.shown"))],
    ]


def _choices(operators: list[str]) -> list[h.Element]:
    any_operator = h.option(value="")[str(words("newest.any_operator"))]
    named = (h.option(value=one)[str(word_for("operator", one))] for one in operators)
    return [
        h.label[both(words("newest.operator")), " ", h.select(name="operator")[any_operator, named]],
        _box("5g", words("newest.only_5g")),
        _box("sure", words("newest.only_sure", least=confidence_weights().threshold)),
    ]


def _box(name: str, told: Words) -> h.Element:
    return h.label[h.input(type="checkbox", name=name), " ", both(told)]
