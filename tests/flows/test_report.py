"""``qianyue report``: the command, and its page in a real browser."""

import base64
import json

import pytest

from flows.cli import main
from tests.flows.browser import driven
from tests.flows.local_pages import LocalPages
from tests.flows.operation import until
from tests.tasks.report.rows import agreement, hostile, publish, varied

ID = "0123456789abcdef"
NARROW, WIDE = 400, 1600


def test_the_page_is_written_and_named(tmp_path, capsys):
    publish(tmp_path, **varied())
    target = tmp_path / "out" / "today.html"
    assert main(["report", str(target), "--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"report    {target}\nsnapshot  {ID}\n"
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_without_a_name_it_is_report_html(tmp_path, monkeypatch):
    publish(tmp_path / "data", **varied())
    monkeypatch.chdir(tmp_path)
    assert main(["report"]) == 0
    assert (tmp_path / "report.html").exists()


def test_an_older_snapshot_can_be_shown(tmp_path, capsys):
    publish(tmp_path, **varied())
    older = tmp_path / "snapshots" / "fedcba9876543210"
    publish(tmp_path / "other", agreements=[agreement(0)]).rename(older)
    shown = {}
    for name in (ID, older.name):
        assert main(["report", str(tmp_path / name), "--data", str(tmp_path), "--snapshot", name]) == 0
        shown[name] = (tmp_path / name).read_text(encoding="utf-8")
    assert ID in shown[ID]
    assert older.name in shown[older.name]
    assert main(["report", str(tmp_path / "x"), "--data", str(tmp_path), "--snapshot", "nothing"]) == 2
    assert "no snapshot nothing" in capsys.readouterr().err


def test_what_is_missing_is_said(tmp_path, capsys):
    assert main(["report", str(tmp_path / "x.html"), "--data", str(tmp_path)]) == 1
    assert "make them with `qianyue run" in capsys.readouterr().err
    folder = publish(tmp_path, **varied())
    assert main(["report", str(tmp_path), "--data", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err
    (folder / "metrics.parquet").write_bytes(b"PAR1")
    assert main(["report", str(tmp_path / "x.html"), "--data", str(tmp_path)]) == 1
    assert "metrics.parquet cannot be read" in capsys.readouterr().err
    (folder / "metrics.parquet").unlink()
    assert main(["report", str(tmp_path / "x.html"), "--data", str(tmp_path)]) == 1
    sentence = f"{folder} lacks the table metrics: make the tables again with `qianyue run SOURCE --data {tmp_path}`"
    assert capsys.readouterr().err == f"qianyue: {sentence}\n"
    assert not (tmp_path / "x.html").exists()


def test_tables_in_a_store_give_the_same_page(tmp_path, store):
    import s3fs

    folder = publish(tmp_path, **varied())
    bucket = s3fs.S3FileSystem()
    bucket.put(f"{folder}/", f"{store}/snapshots/{ID}/", recursive=True)
    bucket.pipe(
        f"{store}/tables.json", json.dumps({"snapshot": ID, "folder": f"snapshots/{ID}", "earlier": []}).encode()
    )
    for name, data in (("here", str(tmp_path)), ("there", store)):
        assert main(["report", str(tmp_path / name), "--data", data]) == 0
    assert (tmp_path / "here").read_bytes() == (tmp_path / "there").read_bytes()


def test_memory_that_is_not_enough_is_said(tmp_path, capsys, monkeypatch):
    publish(tmp_path, **varied())
    monkeypatch.setattr("tasks.storage.database.MEGABYTES", (1, 2))
    assert main(["report", str(tmp_path / "x.html"), "--data", str(tmp_path)]) == 1
    assert "qianyue: 2 MB of memory are too little" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["snapshots", "tables"]


class Window(LocalPages):
    """A browser for a page that is whole without scripts."""

    def open(self, page, width=WIDE, *, scripts=True):
        self.cdp("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=1000, deviceScaleFactor=1, mobile=False)
        self.driver.get("about:blank")
        self.asked()
        self.complaints()
        self.driver.get(page.as_uri())

    def cdp(self, verb, **values):
        return self.driver.execute_cdp_cmd(verb, values)

    def shown(self, selector):
        return [one for one in self.all(selector) if one.is_displayed()]


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    with driven(tmp_path_factory.mktemp("profile"), "--force-prefers-reduced-motion") as driver:
        yield Window(driver)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return a report by the name of its rows."""
    folder = tmp_path_factory.mktemp("reports")
    for name, rows in (("varied", varied()), ("hostile", hostile()), ("empty", {})):
        publish(folder / name, **rows)
        assert main(["report", str(folder / f"{name}.html"), "--data", str(folder / name)]) == 0
    return {name: folder / f"{name}.html" for name in ("varied", "hostile", "empty")}


@pytest.mark.parametrize("name", ["varied", "hostile", "empty"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_nothing_is_asked_for_nothing_complains_and_nothing_is_wider_than_the_window(window, pages, name, width):
    window.open(pages[name], width)
    assert window.asked() == [pages[name].as_uri()]
    assert window.complaints() == []
    window.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert window.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert len(window.shown("section")) == 9


def test_what_pages_say_does_not_run(window, pages):
    window.open(pages["hostile"])
    assert window.run(
        "return [document.images.length, document.scripts.length, document.querySelectorAll('[onload]').length]"
    ) == [0, 1, 0]
    assert window.driver.title == f"签约数据报告 {ID}"
    assert "</script></style><img src=x onerror=alert(1)>" in window.one("#newest-table").text
    window.run("""document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = 1'>")""")
    window.run("document.head.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 2'}))")
    window.run("document.head.append(Object.assign(document.createElement('style'), {textContent: 'h1 {color: red}'}))")
    told = window.complaints()
    assert sum("violates the following Content Security Policy" in one for one in told) >= 3, told
    assert window.run("return window.ran === undefined")


def test_names_that_turn_the_writing_leave_what_stands_beside_them(window, pages):
    window.open(pages["hostile"])
    window.run("document.querySelectorAll('details').forEach(one => one.open = true)")
    order = """
        const row = [...document.querySelectorAll(".place tbody tr")].find((one) => one.textContent.includes("מגדל"));
        return [...row.cells].map((one) => one.getBoundingClientRect().left);
    """
    lefts = window.run(order)
    assert lefts == sorted(lefts)
    assert window.run("return getComputedStyle(document.querySelector('#newest-table bdi')).direction") == "ltr"


def test_a_tile_leads_to_the_divisions_below(window, pages):
    window.open(pages["varied"])
    assert window.shown("#p330000") == []
    window.click('.map a[href="#p330000"]')
    until(lambda: window.shown("#p330000"), "the divisions are shown")
    assert "杭州市" in window.one("#p330000").text
    assert window.shown("#p440000") == []
    window.run("document.querySelector('.place[open]').open = false")
    assert window.shown("#p330000") == []
    window.run("dispatchEvent(new HashChangeEvent('hashchange'))")  # as in a browser that opens nothing by itself
    assert window.shown("#p330000")


def test_filters_hide_the_rows_that_are_not_looked_for(window, pages):
    window.open(pages["varied"])

    def rows():
        shown = [row.get_attribute("id")[-1] for row in window.shown("#newest-table tbody tr")]
        assert window.one("form[data-of=newest-table] output").text == str(len(shown))
        return sorted(shown)

    assert len(rows()) == 8
    window.click("input[name='5g']")
    assert rows() == ["0", "2"]
    window.click("input[name='sure']")
    assert rows() == ["0", "2"]
    window.one("form[data-of=newest-table] input[name=text]").send_keys("浙江移动")
    assert rows() == ["0"]
    window.open(pages["varied"])
    window.one("select[name=operator] option[value=中国移动]").click()
    assert rows() == ["0", "1"]
    window.click("input[name='sure']")
    assert rows() == ["0"]
    window.one("form[data-of=stock-table] input[name=text]").send_keys("杭州")
    assert [row.text.split()[0] for row in window.shown("#stock-table tbody tr")] == ["浙江省杭州市"]


def test_one_unit_of_time_is_shown_at_a_time(window, pages):
    window.open(pages["varied"])
    for unit in ("month", "quarter", "year"):
        window.click(f"label[for=by-{unit}]")
        assert [one.get_attribute("class") for one in window.shown(".pane")] == [f"pane by-{unit}"]


def test_without_scripts_the_page_is_whole(window, pages):
    window.open(pages["varied"], scripts=False)
    assert len(window.shown("#newest-table tbody tr")) == 8
    assert window.shown("form.filter") == []
    window.one("label[for=by-month]").click()
    assert [one.get_attribute("class") for one in window.shown(".pane")] == ["pane by-month"]
    summary = window.one(".place summary")
    summary.click()
    assert window.shown("#p330000")


def test_on_paper_all_is_shown_that_needs_no_click(window, pages):
    window.open(pages["varied"], 794)
    window.cdp("Emulation.setEmulatedMedia", media="print")
    try:
        assert window.shown("nav, form.filter, fieldset, details.data") == []
        assert len(window.shown(".pane")) == 3
        assert len(window.shown("#newest-table tbody tr")) == 8
        assert window.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        paper = base64.b64decode(window.cdp("Page.printToPDF", printBackground=True)["data"])
        assert paper.startswith(b"%PDF")
    finally:
        window.cdp("Emulation.setEmulatedMedia", media="")


def test_links_lead_to_the_pages_that_were_read_and_to_parts_of_this_one(window, pages):
    window.open(pages["varied"])
    links = window.run("return [...document.links].map((one) => [one.getAttribute('href'), one.rel])")
    inner = [address for address, _ in links if address.startswith("#")]
    assert all(window.run(f"return document.getElementById('{address[1:]}') !== null") for address in inner)
    outer = {(address, rel) for address, rel in links if not address.startswith("#")}
    assert outer == {(f"https://news.example/{n}", "noreferrer noopener") for n in (0, 3)}
