"""The invented newspaper is the same whenever it is asked for, and its site shows what stands on a day."""

from collections import Counter
from datetime import date, timedelta

import pytest

from tests.site import Answer, Request
from tests.site.answer import answer
from tests.site.front import FEED, LISTING, SITEMAP, site_on
from tests.site.news import Mix, articles

FIRST = date(2024, 5, 1)
LIVELY = Mix(relevant=0.5, retold=0.5, edited=0.2, removed=0.2)


@pytest.fixture(scope="module")
def paper():
    return articles(300, FIRST, 30, seed=7, mix=LIVELY)


def say(script, path, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer(script, Request(0.0, 0, 1, "GET", path, named))


def test_articles_are_the_same_for_the_same_seed(paper):
    assert paper == articles(300, FIRST, 30, seed=7, mix=LIVELY)
    assert paper != articles(300, FIRST, 30, seed=8, mix=LIVELY)
    assert len({article.path for article in paper}) == len({article.html for article in paper}) == 300


def test_articles_are_mixed_as_told(paper):
    days = Counter(article.day for article in paper)
    subjects = Counter(article.subject for article in paper)
    assert set(days) == {FIRST + timedelta(days=n) for n in range(30)}
    assert set(days.values()) == {10}
    assert 120 < subjects["agreement"] + subjects["figure"] < 180
    assert 40 < sum(article.edited_on is not None for article in paper) < 80
    assert 40 < sum(article.removed_on is not None for article in paper) < 80
    assert all("5G" in article.html or "5g" in article.html for article in paper if article.subject == "agreement")
    assert not any("5G" in article.html for article in paper if article.subject == "other")


def test_feed_sitemap_and_listing_name_what_is_shown(paper):
    day = FIRST + timedelta(days=12)
    script = site_on(day, paper, "http://a.example")
    shown = {article.path for article in paper if article.html_on(day) is not None}
    named = "".join(say(script, path).body.decode() for path in script if path.startswith(LISTING))
    children = [path for path in script if path.startswith("/sitemap-")]
    mapped = "".join(say(script, path).body.decode() for path in children)
    assert all(f'"{path}"' in named and f"http://a.example{path}<" in mapped for path in shown)
    assert all(f"http://a.example{child}<" in say(script, SITEMAP).body.decode() for child in children)
    assert say(script, FEED).body.count(b"<item>") == 50
    gone = [article for article in paper if article.day <= day and article.path not in shown]
    assert gone
    assert all(say(script, article.path).status == 410 for article in gone)
    assert say(script, paper[-1].path) == Answer(404, b"no such page")


def test_an_edited_page_has_other_validators(paper):
    edited = next(article for article in paper if article.edited_on is not None)
    before, after = (site_on(day, paper) for day in (edited.edited_on - timedelta(days=1), edited.edited_on))
    old, new = say(before, edited.path), say(after, edited.path)
    asked = {"ETag": "if_none_match", "Last-Modified": "if_modified_since"}
    told = {asked[name]: value for name, value in old.headers if name in asked}
    assert told
    assert old.body != new.body
    assert say(before, edited.path, **told).status == 304
    assert say(after, edited.path, **told).status == 200
