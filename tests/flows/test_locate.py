"""The command that leads from a published document back to the bytes of its page."""

import pandas as pd
import pytest

from flows.cli import main
from flows.locate import UnknownDocumentError, locate
from tasks.storage import Work
from tests.flows.conftest import SAMPLES


@pytest.fixture(scope="session")
def documents(undisturbed):
    """Return the published documents by the name of their file."""
    table = pd.read_parquet(undisturbed[0] / "tables" / "documents.parquet")
    return table.set_index(table["source_uri"].str.removeprefix("news/"))


def test_every_document_leads_back_to_the_bytes_of_its_page(undisturbed, documents):
    for name, row in documents.iterrows():
        content = (SAMPLES / name).read_bytes()
        place = locate(undisturbed[0], row.doc_id, 0, row.n_chars)
        start, end = place.origin.page_bytes
        assert place.source_uri == row.source_uri
        assert place.origin.clean == row.text
        assert 0 <= start < end <= len(content)
        assert content[start:end].decode(place.origin.encoding) == place.origin.raw


def test_every_quote_is_found_on_its_page(undisturbed, documents):
    evidence = pd.read_parquet(undisturbed[0] / "tables" / "evidence.parquet")
    of_government = evidence[evidence["doc_id"] == documents.loc["government.html"].doc_id]
    assert len(of_government)
    for row in of_government.itertuples():
        assert locate(undisturbed[0], row.doc_id, row.start, row.end).origin.raw == row.quote


def test_the_command_prints_page_bytes_and_words(undisturbed, documents, capsys):
    row = documents.loc["big5.html"]
    at = row.text.index("签")
    assert main(["locate", row.doc_id, str(at), str(at + 2), "--data", str(undisturbed[0])]) == 0
    page, place, raw, clean = capsys.readouterr().out.splitlines()
    assert page == "page   news/big5.html"
    start = int(place.split()[1])
    assert (SAMPLES / "big5.html").read_bytes()[start : start + 4].decode("big5") == raw.split()[1]
    assert raw.split()[1].startswith("簽")
    assert clean == f"clean  {row.text[at : at + 2]}"


@pytest.mark.parametrize(
    ("place", "code", "told"),
    [
        (["d0000000000000000", "0", "1"], 1, "no document 'd0000000000000000': the ids are in the column doc_id"),
        (["KNOWN", "0", "999999"], 2, "START and END within it"),
        (["KNOWN", "3", "3"], 2, "no stretch 3:3 in a text of"),
    ],
)
def test_what_cannot_be_located_is_told(undisturbed, documents, capsys, place, code, told):
    known = documents["doc_id"].iloc[0]
    words = [known if word == "KNOWN" else word for word in place]
    assert main(["locate", *words, "--data", str(undisturbed[0])]) == code
    assert told in capsys.readouterr().err


def test_a_position_is_a_whole_number(capsys):
    with pytest.raises(SystemExit):
        main(["locate", "d1", "first", "2"])
    assert "'first' is not a whole number" in capsys.readouterr().err


def test_without_tables_it_is_told_how_to_make_them(tmp_path, capsys):
    assert main(["locate", "d1", "0", "1", "--data", str(tmp_path)]) == 1
    assert "qianyue run --data" in capsys.readouterr().err


def test_a_page_that_is_no_longer_kept_is_told(run, news, tmp_path):
    for path in news.iterdir():
        if path.name != "visit.txt":
            path.unlink()
    run([news], tmp_path / "data", 1, 500)
    doc_id = pd.read_parquet(tmp_path / "data" / "tables" / "documents.parquet")["doc_id"][0]
    assert locate(tmp_path / "data", doc_id, 0, 1).source_uri == "news/visit.txt"
    work = Work(tmp_path / "data" / "work")
    for stage, told in (("fetch", "no longer kept"), ("clean", "was removed")):
        for name in work.finished(stage):
            work.shard(stage, name).unlink()
        with pytest.raises(UnknownDocumentError, match=told):
            locate(tmp_path / "data", doc_id, 0, 1)
