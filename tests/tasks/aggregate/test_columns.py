"""The tables that are put together in columns are those of the plain rules, whatever the shards and the history."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.records import FieldSpan, Findings, RegionMention, Rejection
from tasks.aggregate import agreement_groups, metric_groups, repeats
from tasks.storage import database
from tasks.storage.database import DatabaseFullError
from tests.tasks.aggregate.columnar import aggregated, read_all, tables_of
from tests.tasks.aggregate.plain import plain_tables
from tests.tasks.aggregate.tellings import agreement, document, metric, party

TEXTS = (
    "甲市政府与移动签约。记者从会上获悉，双方将在智慧城市和工业互联网两个方向上合作，三年内投资20亿元。",
    "甲市政府与移动签约！记者从会上获悉，双方将在智慧城市和工业互联网两个方向上合作。",
    "乙县建成基站1200个，比去年多300个。下一步，有关部门将细化方案，压实责任，让每个行政村都用上千兆光网。",
)
CODES = st.sampled_from([None, "421200", "421202", "420000", "110103"])
PLACES = st.integers(0, 8).flatmap(lambda start: st.tuples(st.just(start), st.integers(start + 1, 12)))


@st.composite
def _parties(draw):
    names = draw(
        st.lists(
            st.sampled_from(["市政府", "移动", "联通", "海澜云", "北京海澜云有限公司"]),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    return tuple(
        replace(party(name), region_code=draw(CODES), operator="中国移动" if name == "移动" else None, aliases=(name,))
        for name in names
    )


@st.composite
def _agreements(draw):
    start, end = draw(PLACES)
    finding = agreement(
        signed=draw(st.sampled_from([None, "2021-08-18", "2021-08-19", "XXXX-08-18", "2021-08"])),
        title=draw(st.sampled_from([None, "5G协议", "5G战略合作协议"])),
        status=draw(st.sampled_from(["signed", "planned", "earlier"])),
        amount_cny=draw(st.sampled_from([None, 5, 6])),
        region_code=draw(CODES),
        confidence=draw(st.sampled_from([0.5, 0.9])),
        start=start,
        end=end,
        evidence=(FieldSpan("signed_edtf", *draw(PLACES)),),
    )
    return replace(finding, parties=draw(_parties()))


@st.composite
def _metrics(draw):
    start, end = draw(PLACES)
    return metric(
        draw(st.sampled_from([1200, 1300])),
        kind=draw(st.sampled_from(["base_stations", "subscribers"])),
        as_of_edtf=draw(st.sampled_from([None, "2021-06", "2021-06-30", "2021-08-19", "2021"])),
        region_code=draw(CODES),
        is_national=draw(st.booleans()),
        confidence=draw(st.sampled_from([0.5, 0.9])),
        start=start,
        end=end,
        evidence=(FieldSpan("value", *draw(PLACES)),),
    )


@st.composite
def _pages(draw, name):
    page = document(
        name,
        draw(st.sampled_from([None, "2021-08-18", "2021-08-19", "2021-08-25"])),
        draw(st.sampled_from(TEXTS)),
        url=draw(st.sampled_from([None, "http://www.xianning.gov.cn/1.html"])),
    )
    findings = Findings(
        page.doc_id,
        tuple(
            RegionMention(start, end, page.text[start:end], code, "prefecture")
            for (start, end), code in draw(st.dictionaries(PLACES, CODES, max_size=2)).items()
        ),
        tuple(draw(st.lists(_agreements(), max_size=2))),
        tuple(draw(st.lists(_metrics(), max_size=3))),
    )
    return page, findings


CORPORA = st.integers(0, 6).flatmap(lambda n: st.tuples(*(_pages(f"p{at}") for at in range(n))))
REJECTED = [Rejection("news/x", "clean", "empty", "the file has no bytes", "p0000000000000000")]
FEW = settings(max_examples=20, suppress_health_check=list(HealthCheck))


def apart(corpus):
    return [page for page, _ in corpus], [findings for _, findings in corpus]


def same(tables, others):
    for name, table in tables.items():
        assert table.equals(others[name]), name


@FEW
@given(CORPORA, st.integers(1, 3))
def test_the_columns_give_what_the_rules_say(corpus, n_shards):
    documents, findings = apart(corpus)
    same(plain_tables(documents, findings, REJECTED), tables_of(documents, findings, REJECTED, n_shards))


@FEW
@given(CORPORA, st.data())
def test_the_tables_do_not_depend_on_what_was_there_before(tmp_path_factory, corpus, data):
    documents, findings = apart(corpus)
    before = [page for page in documents if data.draw(st.booleans())]
    after = [page for page in documents if data.draw(st.booleans())]
    folder = tmp_path_factory.mktemp("columns")
    _, made = aggregated(folder / "before", before, findings)
    aggregated(folder / "after", after, findings, before=[made])
    same(tables_of(after, findings), read_all(folder / "after" / "tables"))


def test_nothing_is_united_or_checked_twice(tmp_path, monkeypatch):
    documents = [document(name, "2021-08-19", text) for name, text in zip("abc", TEXTS, strict=True)]
    findings = [
        Findings(
            page.doc_id, (), (agreement("市政府", "移动", signed="2021-08-18"),), (metric(1200, region_code="421200"),)
        )
        for page in documents
    ]
    _, made = aggregated(tmp_path / "one", documents, findings)

    def again(*_):
        raise AssertionError("done before")

    for module in (agreement_groups, metric_groups):
        monkeypatch.setattr(module, "unite", again)
    monkeypatch.setattr(repeats, "repeats", again)
    aggregated(tmp_path / "two", documents, findings, before=[made])
    same(read_all(tmp_path / "one" / "tables"), read_all(tmp_path / "two" / "tables"))
    with pytest.raises(AssertionError, match="done before"):
        aggregated(tmp_path / "three", documents, findings)


def test_a_memory_that_lost_a_part_is_none(tmp_path):
    documents = [document(name, "2021-08-19", text) for name, text in zip("abc", TEXTS, strict=True)]
    findings = [Findings(page.doc_id, metrics=(metric(1200, region_code="421200"),)) for page in documents]
    _, made = aggregated(tmp_path / "one", documents, findings)
    made.with_suffix(".metric_united.parquet").unlink()
    aggregated(tmp_path / "two", documents, findings, before=[made])
    same(read_all(tmp_path / "one" / "tables"), read_all(tmp_path / "two" / "tables"))


def test_where_memory_is_too_little_the_tables_are_made_with_more(tmp_path, monkeypatch):
    documents = [document(name, "2021-08-19", text) for name, text in zip("abc", TEXTS, strict=True)]
    findings = [Findings(page.doc_id, metrics=(metric(1200, region_code="421200"),)) for page in documents]
    counts, _ = aggregated(tmp_path / "enough", documents, findings)
    monkeypatch.setattr(database, "MEGABYTES", (1, 2, 320))
    assert aggregated(tmp_path / "little", documents, findings)[0] == counts
    same(read_all(tmp_path / "enough" / "tables"), read_all(tmp_path / "little" / "tables"))
    monkeypatch.setattr(database, "MEGABYTES", (1, 2))
    with pytest.raises(DatabaseFullError, match="2 MB"):
        aggregated(tmp_path / "none", documents, findings)
