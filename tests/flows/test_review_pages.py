"""The review in a real browser: it asks for nothing, complains of nothing, and each way through it leads somewhere."""

import shutil

import pandas as pd
import pytest

from flows.review import review
from schemas.tables import AGREEMENTS
from tasks.review.page import document_path
from tasks.review.site import write_review
from tasks.unseen import visible
from tests.flows.browser import driven
from tests.flows.conftest import SAMPLES
from tests.flows.local_pages import LocalPages
from tests.flows.operation import until
from tests.flows.unscheduled import publish
from tests.tasks.review.made import (
    TEXT,
    Counted,
    MadeReadings,
    NoReadings,
    agreement,
    an_id,
    document,
    evidence,
    hostile_tables,
    metric,
    written,
)

#: What the highlighted stretch says, and what is marked in the text.
HIGHLIGHTED = "return [...CSS.highlights.get('quote')].map(range => range.toString()).join('|')"
SHOWN_ROWS = "return [...document.querySelectorAll('details.row')].filter(row => !row.hidden).map(row => row.id)"
CHOSEN_ROWS = "return [...document.querySelectorAll('details.row.chosen')].map(row => row.id)"
IN_SIGHT = """
    const box = arguments[0].getBoundingClientRect();
    const panel = document.getElementById('panel').getBoundingClientRect();
    const bottom = innerWidth < 900 && !arguments[0].closest('#panel') ? panel.top : innerHeight;
    return box.bottom > 0 && box.top < bottom;
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with driven(tmp_path_factory.mktemp("chromium")) as driver:
        yield LocalPages(driver)


@pytest.fixture(autouse=True)
def _quiet(browser):
    """Let each test end without a complaint and without a word to anybody."""
    yield
    assert browser.complaints() == []
    assert browser.asked_elsewhere() == []


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """Return the folder of the review of the sample pages, and a function to their tables."""
    folder = tmp_path_factory.mktemp("samples")
    tables = publish(folder / "data", SAMPLES)
    review(folder / "data", folder / "review")
    return folder / "review", lambda name: pd.read_parquet(tables / f"{name}.parquet")


@pytest.fixture(scope="module")
def big5(samples):
    """Return the page of one document, and its evidence."""
    target, table = samples
    documents = table("documents").set_index("source_uri")
    doc_id = documents.loc["news/big5.html"].doc_id
    return target / document_path(doc_id), table("evidence").query("doc_id == @doc_id and table == 'agreements'")


def _one(evidence, field):
    return evidence[evidence["field"] == field].iloc[0]


def test_click_on_a_field_shows_its_quote(browser, big5):
    path, evidence = big5
    browser.open(path)
    one = _one(evidence, "signed_edtf")
    name = f"#c{one.start}-{one.end}"
    browser.click(f"[id='{one.row_id}'] a[href='{name}']")
    until(lambda: browser.run("return location.hash") == name, "the address names the place")
    assert browser.run(HIGHLIGHTED) == one.quote
    assert browser.run(IN_SIGHT, browser.one("#text .chosen"))
    assert "".join(browser.texts("#text .chosen")) == one.quote
    told = browser.one("#chosen").text
    assert one.quote in told
    assert "signed_edtf of" in told
    assert "bytes " in told


def test_what_a_column_means_is_shown_where_the_pointer_rests(browser, big5):
    path, evidence = big5
    browser.open(path)
    heads = browser.all(f"[id='{evidence.row_id.iloc[0]}'] dt")
    until(lambda: heads[0].get_attribute("title"), "the columns are told")
    told = {head.text: head.get_attribute("title") for head in heads}
    assert told.pop("row") == "The words that state the row."
    assert told == {name: AGREEMENTS.column(name).description for name in told}


def test_click_on_a_span_shows_its_row(browser, big5):
    path, evidence = big5
    browser.open(path)
    one = _one(evidence, "signatories")
    segments = browser.all("#text span[data-p]")
    next(segment for segment in segments if segment.text == one.quote).click()
    until(lambda: browser.run(CHOSEN_ROWS) == [one.row_id], "the row is chosen")
    assert browser.run("return location.hash") == f"#c{one.start}-{one.end}"
    assert browser.run(IN_SIGHT, browser.one("details.row.chosen"))


def test_the_pages_can_be_read_with_the_keyboard(browser, big5):
    from selenium.webdriver.common.keys import Keys

    path, _ = big5
    browser.open(path)
    assert len(browser.all("#text [tabindex='0']")) == 1
    segments = browser.run("return [...document.querySelectorAll('#text span.mark')].map(one => one.textContent)")
    browser.one("#text [tabindex='0']").send_keys(Keys.ARROW_RIGHT)
    browser.driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    focused = browser.driver.switch_to.active_element
    assert focused.text.strip() == segments[2].strip()
    assert len(browser.all("#text [tabindex='0']")) == 1
    focused.send_keys(Keys.ENTER)
    until(lambda: browser.run("return location.hash").startswith("#c"), "the place is chosen")
    browser.driver.switch_to.active_element.send_keys(Keys.ARROW_LEFT)
    assert browser.driver.switch_to.active_element.text.strip() == segments[1].strip()


@pytest.mark.parametrize("width", [400, 1600])
def test_a_row_and_a_stretch_can_be_linked_to(browser, big5, width):
    path, evidence = big5
    row = _one(evidence, "row")
    browser.open(path, f"#{row.row_id}", width, 800)
    assert browser.run(CHOSEN_ROWS) == [row.row_id]
    assert browser.run(HIGHLIGHTED) == row.quote
    assert browser.run(IN_SIGHT, browser.one("details.row.chosen summary"))
    assert browser.run(IN_SIGHT, browser.one("#text .chosen"))
    browser.open(path, "#c20-23", width, 800)
    text = browser.run("return [...document.getElementById('text').textContent]")
    assert browser.run(HIGHLIGHTED) == "".join(text[20:23])
    assert browser.run(CHOSEN_ROWS) == []
    browser.open(path, "#c20-999999", width, 800)
    assert browser.run("return CSS.highlights.size") == 0


def test_the_place_on_the_raw_page_is_a_click_away(browser, big5):
    path, evidence = big5
    one = _one(evidence, "title")
    browser.open(path, f"#c{one.start}-{one.end}")
    browser.click("#chosen a[href^='#b']")
    until(lambda: browser.run("return location.hash") == f"#b{one.start}-{one.end}", "the address names the place")
    item = browser.one(f"[id='b{one.start}-{one.end}']")
    assert item.is_displayed()
    assert "建設" in item.find_element("css selector", "mark").text  # the page is in Traditional


def _set(browser, name, value):
    browser.run(
        "const one = document.querySelector(`[name=${arguments[0]}]`); one.value = arguments[1];"
        "one.dispatchEvent(new Event('input', {bubbles: true}))",
        name,
        value,
    )


def test_rows_and_their_marks_are_filtered_by_confidence_and_kind(browser, samples):
    target, table = samples
    evidence, rows = (
        table("evidence"),
        pd.concat(
            [
                table(name).rename(columns={f"{name[:-1]}_id": "id"}).assign(table=name)
                for name in ("agreements", "metrics")
            ]
        ),
    )
    doc_id = evidence.query("table == 'agreements'")["doc_id"].value_counts().index[0]
    here = rows[rows["id"].isin(evidence[evidence["doc_id"] == doc_id]["row_id"])]
    browser.open(target / document_path(doc_id))
    assert set(browser.run(SHOWN_ROWS)) == set(here["id"])
    least = float(here["confidence"].median())
    _set(browser, "least", str(least))
    wanted = here[here["confidence"] >= least]
    assert set(browser.run(SHOWN_ROWS)) == set(wanted["id"])
    assert f"{len(wanted)} of {len(here)} rows" in browser.one("#filters").text
    kind = wanted.iloc[0]
    _set(browser, "kind", f"{kind.table}:{kind.kind}")
    wanted = wanted[(wanted["kind"] == kind.kind) & (wanted["table"] == kind.table)]
    assert set(browser.run(SHOWN_ROWS)) == set(wanted["id"])
    quotes = evidence[(evidence["doc_id"] == doc_id) & evidence["row_id"].isin(wanted["id"])]
    browser.click("#filters [value=mention]")
    marked = browser.run("return [...document.querySelectorAll('#text .mark')].map(one => one.textContent)")
    assert marked
    assert all(any(words in quote for quote in quotes["quote"]) for words in marked)
    _set(browser, "most", "0")
    assert browser.run(SHOWN_ROWS) == []
    assert browser.all("#text .mark") == []


def test_filters_stay_while_a_row_is_chosen_and_give_way_to_a_link_to_another(browser, big5):
    path, evidence = big5
    row = evidence["row_id"].iloc[0]
    browser.open(path, f"#{row}")
    _set(browser, "least", "1")
    assert browser.run(SHOWN_ROWS) == []
    browser.go("#mentions")
    browser.go(f"#{row}")
    assert row in browser.run(SHOWN_ROWS)
    assert browser.run(CHOSEN_ROWS) == [row]
    browser.click("#filters [value=word]")
    assert browser.run(CHOSEN_ROWS) == [row]
    assert browser.all("#text .chosen")


def test_every_kind_of_mark_can_be_left_out(browser, big5):
    path, _ = big5
    browser.open(path)
    boxes = browser.all("[name=mark]")
    assert len(boxes) == 8
    for box in boxes:
        kind = box.get_attribute("value")
        look = f"#text .{kind}, #text .on-{kind}"
        assert browser.all(look), kind
        box.click()
        assert not browser.all(look), kind
    assert not browser.all("#text .mark")


@pytest.mark.parametrize("width", [400, 1600])
def test_nothing_is_wider_than_the_window(browser, samples, width):
    target, _ = samples
    pages = [target / "index.html", *sorted((target / "documents").rglob("*.html"))]
    for path in pages:
        browser.open(path, width=width)
        for one in browser.all("details"):
            browser.run("arguments[0].open = true", one)
        assert browser.run("return document.documentElement.scrollWidth <= innerWidth"), path


def _listed(browser):
    return browser.run(
        "return [...document.querySelectorAll('#list tbody td:first-child')].map(one => one.textContent)"
    )


def _ids(browser):
    return browser.run("return [...document.querySelectorAll('#list td[data-name=id]')].map(one => one.textContent)")


def _wait_for_turn(browser, act):
    before = int(browser.run("return document.documentElement.dataset.turn"))
    act()
    until(lambda: int(browser.run("return document.documentElement.dataset.turn")) > before, "the list", pause=0.02)


def test_the_index_lists_documents_and_rows_and_filters_them(browser, samples):
    target, table = samples
    browser.open(target / "index.html")
    documents, metrics, agreements = table("documents"), table("metrics"), table("agreements")
    assert _listed(browser) == list(documents["title"].fillna(documents["source_uri"]))
    _wait_for_turn(browser, lambda: browser.click("[value=metrics]"))
    assert _ids(browser) == list(metrics["metric_id"])
    kind = metrics["kind"].mode()[0]
    _wait_for_turn(browser, lambda: _set(browser, "kind", f"metrics:{kind}"))
    assert _ids(browser) == list(metrics.query("kind == @kind")["metric_id"])
    _wait_for_turn(browser, lambda: _set(browser, "least", "0.8"))
    assert _ids(browser) == list(metrics.query("kind == @kind and confidence >= 0.8")["metric_id"])
    kept = browser.run("return location.hash")
    browser.open(target / "index.html", kept)
    assert _ids(browser) == list(metrics.query("kind == @kind and confidence >= 0.8")["metric_id"])
    _wait_for_turn(browser, lambda: browser.click("[type=reset]"))
    assert len(_listed(browser)) == len(documents)
    browser.open(target / "index.html", "#list=agreements&since=2022-01-01&until=2022-12-31")
    known = agreements["signed_edtf"].fillna("")
    assert _ids(browser) == list(agreements[known.str.startswith("2022")]["agreement_id"])
    region = agreements["region_name"].dropna().iloc[0]
    browser.open(target / "index.html", f"#list=agreements&region={region}")
    assert _ids(browser) == list(agreements[agreements["region_name"].fillna("").str.contains(region)]["agreement_id"])


def test_the_index_filters_documents_by_what_their_rows_say(browser, samples):
    target, table = samples
    metrics, evidence, documents = (table(name) for name in ("metrics", "evidence", "documents"))
    rows = metrics[(metrics["kind"] == "base_stations") & (metrics["confidence"] >= 0.8)]
    supporting = evidence[evidence["row_id"].isin(rows["metric_id"])]["doc_id"]
    documents = documents[documents["doc_id"].isin(supporting)]
    assert 0 < len(documents) < 16
    browser.open(target / "index.html", "#kind=metrics:base_stations&least=0.8")
    assert _listed(browser) == list(documents["title"].fillna(documents["source_uri"]))


def test_the_index_leads_from_the_id_of_a_row_to_its_page(browser, samples):
    target, table = samples
    row = table("agreements").iloc[3]
    browser.open(target / "index.html", f"#{row.agreement_id}")
    assert _ids(browser) == [row.agreement_id]
    browser.click("#list td a")
    browser.settled()
    until(lambda: browser.run(CHOSEN_ROWS) == [row.agreement_id], "the row is chosen")
    browser.click("nav a")
    browser.settled()
    assert "index.html" in browser.run("return location.href")


def test_a_long_list_is_shown_a_hundred_at_a_time_and_loaded_as_far(browser, tmp_path, monkeypatch):
    monkeypatch.setattr("tasks.review.index._AT_A_TIME", 90)
    docs = [document(number, f"第{number}篇", title=f"第{number}篇") for number in range(250)]
    write_review(written(tmp_path, documents=docs), "0f", NoReadings(), tmp_path / "review", Counted())
    browser.open(tmp_path / "review" / "index.html")
    assert len(_listed(browser)) == 100
    assert browser.one("#state").text == "250 of 250 documents, the first 100 shown"
    assert _pieces(browser) == ["documents-0.js", "documents-1.js"]
    _wait_for_turn(browser, lambda: _set(browser, "words", "第24"))
    assert browser.one("#state").text == "11 of 250 documents"
    assert _pieces(browser) == ["documents-2.js"]
    _wait_for_turn(browser, lambda: _set(browser, "words", ""))
    for _ in range(2):
        _wait_for_turn(browser, lambda: browser.click("#more"))
    assert _listed(browser)[-1] == "第249篇"
    assert not browser.one("#more").is_displayed()
    assert _pieces(browser) == []
    browser.open(tmp_path / "review" / "index.html", "#least=0.5")
    assert browser.one("#state").text == "0 of 250 documents"


def _pieces(browser):
    return [address.rpartition("/")[2] for address in browser.asked() if "/lists/" in address]


def test_a_list_that_was_not_copied_is_missed(browser, samples, tmp_path):
    shutil.copytree(samples[0], tmp_path / "review")
    (tmp_path / "review" / "lists" / "documents-0.js").unlink()
    browser.open(tmp_path / "review" / "index.html")
    assert "documents-0.js is not there" in browser.one("#state").text
    assert "ERR_FILE_NOT_FOUND" in "".join(browser.complaints())


def test_hostile_text_runs_nothing_and_changes_nothing(browser, tmp_path):
    files, docs = hostile_tables(tmp_path)
    write_review(files, "0f", MadeReadings(docs, tmp_path), tmp_path / "review", Counted())
    path = tmp_path / "review" / document_path(docs[0]["doc_id"])
    browser.open(path, f"#{an_id('a', 1)}")
    for one in browser.all("details"):
        browser.run("arguments[0].open = true", one)
    assert browser.run("return document.getElementById('text').textContent") == visible(TEXT)
    assert (
        browser.run("return document.querySelectorAll('img, svg, style, iframe, object, [onload], [onerror]').length")
        == 0
    )
    assert browser.run("return [...document.querySelectorAll('script')].map(one => one.getAttribute('src'))") == [
        "../../assets/document.js", "../../assets/columns.js", None,
    ]  # fmt: skip
    for start in range(0, len(TEXT) - 3, 7):
        browser.go(f"#c{start}-{start + 3}")
        assert browser.run(HIGHLIGHTED) == visible(TEXT[start : start + 3])
    for fragment in ("#list=agreements", "#list=metrics", "#list=documents", f"#words={TEXT[12:40]}"):
        browser.open(tmp_path / "review" / "index.html", fragment)
        assert browser.run("return document.querySelectorAll('img, svg, style').length") == 0
    browser.open(tmp_path / "review" / "index.html", "#list=agreements")
    assert _listed(browser) == [visible("</script><img src=x onerror=alert(1)> · " + " · ".join(_parties()))]


def _parties():
    from tests.tasks.review.made import HOSTILE

    return HOSTILE[7], HOSTILE[4]


def test_an_element_that_got_in_all_the_same_would_not_run(browser, tmp_path):
    """The second wall: even if escaping failed, the policy lets no script of the page run, nor one of the disk."""
    write_review(written(tmp_path, documents=[document(1, "签约")]), "0f", NoReadings(), tmp_path / "review", Counted())
    path = tmp_path / "review" / document_path(an_id("d", 1))
    (path.parent / "evil.js").write_text("document.title = 'evil'", encoding="utf-8")
    attacks = (
        "<img src=x onerror=\"document.title='evil'\"><script>document.title='evil'</script>"
        "<script src=evil.js></script>"
    )
    page = path.read_text(encoding="utf-8").replace("签约</p>", f"签约{attacks}</p>")
    assert attacks in page
    path.write_text(page, encoding="utf-8")
    browser.open(path)
    assert browser.run("return document.title") == "1.txt"
    assert len([one for one in browser.complaints() if "Content Security Policy" in one]) >= 3


def test_positions_are_code_points(browser, tmp_path):
    text = "𠮷🀄野\n👩\u200d👩市政府签约𠀋。"
    doc = document(1, text)
    signed = agreement(1)
    place = text.index("签约")
    found = evidence("agreements", signed["agreement_id"], "row", doc, place, place + 3)
    files = written(tmp_path, documents=[doc], agreements=[signed], evidence=[found])
    write_review(files, "0f", NoReadings(), tmp_path / "review", Counted())
    browser.open(tmp_path / "review" / document_path(doc["doc_id"]), f"#c{place}-{place + 3}")
    assert browser.run(HIGHLIGHTED) == "签约𠀋"
    assert browser.run(CHOSEN_ROWS) == [signed["agreement_id"]]
    browser.go("#c1-2")
    assert browser.run(HIGHLIGHTED) == "🀄"


def test_two_megabytes_open_and_answer_soon(browser, tmp_path):
    line = "新建5G基站1200座，覆盖全市，市政府与移动公司签署合作协议。\n"
    text = line * (700_000 // len(line))
    doc = document(1, text)
    rows = [metric(number, value=1200.0) for number in range(500)]
    starts = [number * 45 * len(line) + 6 for number in range(500)]
    found = [
        evidence("metrics", row["metric_id"], "row", doc, start, start + 5)
        for row, start in zip(rows, starts, strict=True)
        if start + 5 < len(text)
    ]
    kept = {one["row_id"] for one in found}
    rows = [row for row in rows if row["metric_id"] in kept]
    files = written(tmp_path, documents=[doc], metrics=rows, evidence=found)
    write_review(files, "0f", MadeReadings([doc], tmp_path), tmp_path / "review", Counted())
    last = found[-1]
    browser.open(tmp_path / "review" / document_path(doc["doc_id"]), f"#{last['row_id']}")
    assert browser.run(HIGHLIGHTED) == "1200座"
    assert browser.run(IN_SIGHT, browser.one(f"#text span[data-p='{len(found) - 1}']"))
    spent = browser.run(
        "const began = performance.now(); location.hash = arguments[0];"
        "return new Promise(done => setTimeout(() => requestAnimationFrame(() => done(performance.now() - began))))",
        f"#c{found[0]['start']}-{found[0]['end']}",
    )
    assert browser.run(CHOSEN_ROWS) == [found[0]["row_id"]]
    assert spent < 5000
