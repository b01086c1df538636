"""A month of daily runs ends with the tables of one run over everything."""

import shutil
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.order import raw_in
from tests.site import Site
from tests.site.front import declaration, site_on
from tests.site.news import Mix, articles

FIRST = date(2024, 5, 1)
DAYS = 30


def at(day):
    """Return the hour of the run of a day: nine in the morning in China, an hour after the paper came out."""
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def paper():
    return articles(150, FIRST, DAYS, mix=Mix(relevant=0.5, edited=0.1, removed=0.0))


@pytest.mark.usefixtures("lasting_workers")
def test_a_month_of_daily_runs_equals_one_run_over_everything(run, paper, tmp_path, published, undated):
    daily, whole, copy = tmp_path / "daily", tmp_path / "whole", tmp_path / "copy"
    sources = tmp_path / "sources.toml"
    with Site({}) as site:
        sources.write_text(declaration(site.url(""), 100, 4), encoding="utf-8")
        for day in (FIRST + timedelta(days=n) for n in range(DAYS)):
            site.scripts[0] = site_on(day, paper, site.url(""))
            site.forget()
            summary = run((), daily, 1, 500, sources=sources, at=at(day))
            new = [article for article in paper if article.day == day]
            assert summary.pages == len([article for article in paper if article.day <= day])
            asked = {request.target for request in site.requests() if request.target.startswith("/2024")}
            assert {article.path for article in new} <= asked
            assert len(asked) <= 6 * len(new) + 10, "what was fetched long ago is not asked for again"
        run((), whole, 1, 500, sources=sources, at=at(FIRST + timedelta(days=DAYS - 1)))
    assert any(article.edited_on and article.edited_on < FIRST + timedelta(days=DAYS) for article in paper)
    assert summary.agreements > 10
    assert undated(daily) == undated(whole)
    shutil.copytree(raw_in(daily).parent, raw_in(copy).parent)
    run((), copy, 2, 7, sources=sources, due_only=True, at=at(FIRST + timedelta(days=DAYS)))
    assert published(copy) == published(daily)
