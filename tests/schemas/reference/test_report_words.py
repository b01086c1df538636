"""The words of the report: both languages, and a name for every word that the tables use."""

import string

import pytest

from schemas.reference.report_words import report_words, word_for
from schemas.reference.topics import topic_words
from schemas.tables import AGREEMENTS, TABLES
from schemas.vocabulary import (
    AgreementKind,
    AgreementStatus,
    Operator,
    RegionLevel,
    RejectionReason,
    Role,
    Stage,
    allowed,
)

SETS = {
    "kind": allowed(AgreementKind),
    "status": allowed(AgreementStatus),
    "role": allowed(Role),
    "operator": allowed(Operator),
    "level": allowed(RegionLevel),
    "reason": allowed(RejectionReason),
    "stage": allowed(Stage),
    "topic": tuple(topic_words()),
}


@pytest.mark.parametrize("part", SETS)
def test_every_word_of_the_tables_has_a_name(part):
    assert set(SETS[part]) == set(report_words()[part])


def test_every_repair_has_a_name():
    from tasks.clean.repairs import Repairs

    everything = Repairs(True, True, 1, 1, 1, 1, 1, 1, {3: "却"}, "hant").text()
    names = {part.rsplit(" ", 1)[0] if part[-1].isdigit() else part for part in everything.split("; ")}
    assert names | {"simplified in part"} == set(report_words()["repair"])
    assert "simplified in part" in Repairs(script="mixed").text()


def test_the_names_of_fields_are_those_of_columns():
    assert set(report_words()["field"]) <= {column.name for column in AGREEMENTS.columns}
    assert {table.name for table in TABLES} >= {"agreements", "documents"}


def test_both_languages_ask_for_the_same_values():
    for part, texts in report_words().items():
        for name, text in texts.items():
            named = [{field for _, field, _, _ in string.Formatter().parse(side) if field} for side in text]
            assert text.zh, f"{part}.{name}"
            assert not text.en or named[0] == named[1] or {*named[0], "most_en"} == {*named[1], "most"}, (
                f"{part}.{name}"
            )


def test_names_fit_beside_their_bars():
    for part in ("operator", "kind", "status", "topic", "reason", "repair", "field"):
        for value in report_words()[part]:
            name = word_for(part, value)
            assert len(name.en) <= 22, name
            assert len(name.zh) <= 12, name
