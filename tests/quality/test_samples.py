"""The sample pages are read at least as well as floors.toml says, and the floors notice a loss."""

from dataclasses import replace

import pytest

from schemas.records import AgreementFinding
from schemas.reference.regions import gazetteer
from schemas.samples import sample_gold, sample_pages
from schemas.vocabulary import AgreementKind, AgreementStatus, Approximator, Aspect, MetricUnit, Technology, allowed
from tests.quality.floors import FLOORS, below
from tests.quality.scoring import score, tell_by_source

GOLD = sample_gold()
METRIC_WORDS = {
    "unit": allowed(MetricUnit),
    "aspect": allowed(Aspect),
    "approximator": allowed(Approximator),
    "technology": (*allowed(Technology), None),
}


@pytest.fixture(scope="session")
def sample_scores(sample_reading):
    scores = score(sample_reading.tables(), GOLD)
    print("\n".join(scores.complaints))
    return scores


@pytest.mark.parametrize("figure", FLOORS["samples"])
def test_floor(sample_scores, figure):
    assert not below("samples", sample_scores.figures()).get(figure), "\n".join(sample_scores.complaints)


def test_every_figure_has_a_floor(sample_scores):
    assert set(sample_scores.figures()) == set(FLOORS["samples"])


def test_every_page_becomes_a_document(sample_reading):
    assert sample_reading.rejections == ()
    assert [document.source_uri for document in sample_reading.documents] == [p.source_uri for p in sample_pages()]


@pytest.mark.parametrize("line", GOLD, ids=lambda line: line["source"])
def test_the_clean_text_holds_the_words_that_the_annotator_quotes(sample_reading, line):
    text = next(item.text for item in sample_reading.documents if item.source_uri.endswith(line["source"]))
    signatories = [name for agreement in line["agreements"] for name, _ in agreement["signatories"]]
    quotes = [metric["quote"] for metric in line["metrics"]]
    assert [words for words in signatories + quotes if words not in text] == []


def test_a_repost_adds_no_agreement_of_its_own(sample_reading):
    tables = sample_reading.tables()
    documents = {row["source_uri"].rsplit("/", 1)[-1]: row for row in tables["documents"].to_pylist()}
    assert documents["repost.txt"]["duplicate_of"] == documents["portal.html"]["doc_id"]
    told = tell_by_source(tables)
    assert told["repost.txt"].agreements == told["portal.html"].agreements
    assert [row["n_documents"] for row in told["repost.txt"].agreements] == [2]


@pytest.mark.parametrize(
    ("lose", "figure"),
    [
        (lambda said: replace(said, agreements=()), "agreements"),
        (lambda said: replace(said, agreements=()), "parties"),
        (lambda said: replace(said, metrics=()), "metrics"),
        (lambda said: replace(said, regions=()), "regions"),
        (lambda said: replace(said, agreements=tuple(map(undated, said.agreements))), "agreement.signed"),
        (lambda said: replace(said, metrics=tuple(map(undated, said.metrics))), "metric.as_of"),
        (lambda said: replace(said, metrics=tuple(map(everywhere, said.metrics))), "metric.region"),
    ],
)
def test_half_of_the_pages_losing_something_falls_below_the_floor(sample_reading, lose, figure):
    findings = [lose(said) if number % 2 else said for number, said in enumerate(sample_reading.findings)]
    poorer = replace(sample_reading, findings=tuple(findings))
    assert figure in below("samples", score(poorer.tables(), GOLD).figures())


def undated(finding):
    name = "signed_edtf" if isinstance(finding, AgreementFinding) else "as_of_edtf"
    return replace(finding, **{name: None})


def everywhere(finding):
    return replace(finding, region_code=None)


def test_gold_and_pages_are_the_same_set():
    assert [line["source"] for line in GOLD] == [page.page_id for page in sample_pages()]


@pytest.mark.parametrize("line", GOLD, ids=lambda line: line["source"])
def test_gold_keeps_to_the_words_of_the_tables(line):
    for agreement in line["agreements"]:
        assert agreement["kind"] in allowed(AgreementKind)
        assert agreement["status"] in allowed(AgreementStatus)
    for metric in line["metrics"]:
        assert [name for name, words in METRIC_WORDS.items() if metric[name] not in words] == []
    named = {item["region"] for item in (*line["agreements"], *line["metrics"])} - {None}
    assert named <= set(line["regions"])
    assert all(gazetteer().full_name(code) for code in line["regions"])
