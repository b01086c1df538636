"""Pages go out as WARC and come in again, and the tables are the same as from the folder that they came from."""

from datetime import UTC, datetime

import pytest

from flows.export_warc import export_warc
from flows.order import raw_in
from tasks.storage import read_table
from tasks.storage.raw_store import raw_store

AT = datetime(2024, 6, 1, tzinfo=UTC)
N_PAGES = 5000
CITIES = ("烟台市", "咸宁市", "襄阳市", "南昌市", "赣州市", "泉州市", "绵阳市", "宝鸡市", "玉溪市", "株洲市")
OPERATORS = ("中国移动", "中国联通", "中国电信")


def article(number):
    """Return the text of a page of our own: one in ten tells of an agreement and of base stations."""
    city, day = CITIES[number // 10 % len(CITIES)], number // 10 % 28 + 1
    head = f"{city}日报 2024年5月{day}日\n"
    if number % 10:
        return f"{city}第{number}号小区更换路灯\n{head}{day}日，工人为{number}号小区换上{number % 90 + 10}盏新路灯。\n"
    operator = OPERATORS[number // 10 % len(OPERATORS)]
    return (
        f"{city}与{operator}签约\n{head}5月{day}日，{city}人民政府与{operator}签署5G战略合作协议（第{number}号）。"
        f"目前，{city}已建成5G基站{number + 100}个。\n"
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder of five thousand pages in text, HTML and other encodings, and a few that are no pages."""
    news = tmp_path_factory.mktemp("warc") / "news"
    for number in range(N_PAGES):
        text = article(number)
        path = news / f"{number // 500}" / f"第{number}页"
        path.parent.mkdir(parents=True, exist_ok=True)
        if number % 3:
            path.with_suffix(".txt").write_bytes(text.encode("gb18030" if number % 7 == 0 else "utf-8"))
        else:
            title, *rest = text.splitlines()
            body = "".join(f"<p>{line}</p>" for line in rest)
            path.with_suffix(".html").write_text(
                f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>", encoding="utf-8"
            )
    (news / "empty.txt").write_bytes(b"")
    (news / "binary.txt").write_bytes(bytes(range(256)) * 40)
    return news


def test_five_thousand_pages_go_out_and_come_in(run, folder, tmp_path, published):
    first, second = tmp_path / "first", tmp_path / "second"
    straight = run([folder], first, 2, 500)
    assert straight.pages == N_PAGES + 2
    assert straight.agreements >= 100
    exported = export_warc(first, tmp_path / "pages.warc.gz")
    assert (exported.n_pages, exported.n_local) == (N_PAGES + 2, N_PAGES + 2)
    sources = tmp_path / "sources.toml"
    sources.write_text('[[source]]\nname = "archive"\nkind = "warc"\naddress = "pages.warc.gz"\n', encoding="utf-8")
    through = run((), second, 2, 500, sources=sources, at=AT)
    assert through.snapshot == straight.snapshot
    assert published(second) == published(first)
    with raw_store(raw_in(second)) as store:
        assert len(store.pages(["archive"])) == N_PAGES + 2
        n_visits = store.n_visits()
    again = run((), second, 2, 500, sources=sources, at=AT)
    assert not again.is_new
    with raw_store(raw_in(second)) as store:
        assert store.n_visits() == n_visits
    assert read_table(second / "tables" / "documents.parquet").num_rows == N_PAGES
