"""An invented newspaper: as many articles as wanted, the same ones for the same seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tests.site import wording

Subject = Literal["agreement", "figure", "other"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the paper.

    Attributes:
        path: its address below the site.
        day: when it was published.
        html: the page as it was published.
        title: its title.
        subject: what it is about; only ``other`` has nothing to do with 5G.
        edited_on: the day on which the page became ``edited_html``, None for never.
        edited_html: the page since then.
        removed_on: the day since which the page is gone, None for never.
    """

    path: str
    day: date
    html: str
    title: str
    subject: Subject
    edited_on: date | None = None
    edited_html: str = ""
    removed_on: date | None = None

    def html_on(self, day: date) -> str | None:
        """Return the page as it stands on a day, None where it is not yet there or gone."""
        if day < self.day or (self.removed_on is not None and day >= self.removed_on):
            return None
        return self.edited_html if self.edited_on is not None and day >= self.edited_on else self.html

    def changed_on(self, day: date) -> date:
        """Return the day of the version that stands on that day."""
        return self.edited_on if self.edited_on is not None and day >= self.edited_on else self.day


@dataclass(frozen=True, slots=True)
class Mix:
    """What the articles are like, each a share from 0 to 1.

    Attributes:
        relevant: how many are about 5G, half of them about an agreement.
        retold: how many of the agreements are told again by another article of that or a later day.
        edited: how many articles become another version a few days later.
        removed: how many are gone a few days later.
    """

    relevant: float = 0.4
    retold: float = 0.2
    edited: float = 0.02
    removed: float = 0.01


def articles(n: int, first_day: date, days: int, seed: int = 1, mix: Mix | None = None) -> list[Article]:
    """Return the articles that were published in those days, about as many on each, the earliest first.

    Args:
        n: how many.
        first_day: the first day.
        days: over how many days.
        seed: another number gives other articles.
        mix: what they are like.

    Example:
        >>> one, other = articles(2, date(2024, 5, 1), 2)
        >>> one.path, other.path
        ('/202405/01/t20240501_1000000.html', '/202405/02/t20240502_1000001.html')
    """
    chance, mix = random.Random(f"{seed}"), mix or Mix()
    facts: list[dict[str, str]] = []
    made = []
    for number in range(n):
        day = first_day + timedelta(days=number * days // n)
        subject = _subject(chance, mix)
        if subject == "agreement" and facts and chance.random() < mix.retold:
            told = chance.choice(facts[-200:])
        else:
            told = _facts(chance, day)
            facts.extend([told] if subject == "agreement" else [])
        made.append(_article(chance, number, day, subject, told))
    return [_lived(chance, article, mix) for article in made]


def _subject(chance: random.Random, mix: Mix) -> Subject:
    if chance.random() >= mix.relevant:
        return "other"
    return "agreement" if chance.random() < 0.5 else "figure"


def _facts(chance: random.Random, day: date) -> dict[str, str]:
    """Return what fills the sentences; an agreement's event is of the day itself or the day before."""
    prefecture, county, province = chance.choice(wording.PLACES)
    topic, other_topic = chance.sample(wording.TOPICS, 2)
    event = day - timedelta(days=chance.randrange(2))
    county_short = county.removesuffix("县")
    names = {"prefecture": prefecture, "prefecture_short": prefecture.removesuffix("市"), "county": county}
    facts = {
        **names,
        "county_short": county_short,
        "province_short": province[:2],
        "operator": chance.choice(wording.OPERATORS),
        "topic": topic,
        "other_topic": other_topic,
        "year": str(event.year),
        "month": str(event.month),
        "date": str(event.day),
        "last_month": str((day.replace(day=1) - timedelta(days=1)).month),
        "venue": chance.choice(wording.VENUES),
        "official": chance.choice(wording.OFFICIALS),
        "manager": chance.choice(wording.MANAGERS),
        "amount": f"{chance.randrange(5, 95) / 10:g}",
        "n": str(chance.randrange(180, 2400)),
        "added": str(chance.randrange(20, 180)),
        "few": str(chance.randrange(2, 20)),
        "percent": f"{chance.randrange(800, 1000) / 10:g}",
    }
    return {**facts, "name": chance.choice(wording.AGREEMENT_NAMES).format(**facts)}


def _article(chance: random.Random, number: int, day: date, subject: Subject, facts: dict[str, str]) -> Article:
    told = {**facts, "reporter": chance.choice(wording.REPORTERS)}
    titles, leads, bodies = _WORDING[subject]
    title = chance.choice(titles).format(**told)
    written = [chance.choice(leads), *chance.sample(bodies, chance.randint(3, len(bodies)))]
    paragraphs = [sentence.format(**told) for sentence in written]
    path = f"/{day:%Y%m}/{day:%d}/t{day:%Y%m%d}_{1000000 + number}.html"
    html = page(title, day, chance.choice(wording.PAPERS), paragraphs)
    return Article(path, day, html, title, subject)


def _lived(chance: random.Random, article: Article, mix: Mix) -> Article:
    """Return the article with what becomes of it later; one that is removed was not edited before."""
    fate, later = chance.random(), article.day + timedelta(days=chance.randint(1, 5))
    correction = chance.choice(wording.CORRECTIONS)
    whole = article.path, article.day, article.html, article.title, article.subject
    if fate < mix.removed:
        return Article(*whole, removed_on=later)
    if fate < mix.removed + mix.edited:
        edited = article.html.replace("</article>", f"<p>{correction}（{later.month}月{later.day}日）</p>\n</article>")
        return Article(*whole, edited_on=later, edited_html=edited)
    return article


def page(title: str, day: date, paper: str, paragraphs: Sequence[str]) -> str:
    """Return a page of the paper, with what stands around an article on every page of it."""
    body = "\n".join(f"<p>　　{paragraph}</p>" for paragraph in paragraphs)
    return _PAGE.format(title=title, day=day.isoformat(), paper=paper, body=body)


_WORDING = {
    "agreement": (wording.AGREEMENT_TITLES, wording.AGREEMENT_LEADS, wording.AGREEMENT_BODIES),
    "figure": (wording.FIGURE_TITLES, wording.FIGURE_LEADS, wording.FIGURE_BODIES),
    "other": (wording.OTHER_TITLES, wording.OTHER_LEADS, wording.OTHER_BODIES),
}
_PAGE = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_{paper}</title>
<meta property="article:published_time" content="{day}T08:00:00+08:00">
</head>
<body>
<nav><a href="/">首页</a> <a href="/news/">新闻</a> <a href="/about.html">关于我们</a></nav>
<article>
<h1>{title}</h1>
<div class="info">{day} 08:00　来源：{paper}</div>
{body}
</article>
<footer>版权所有 {paper}　未经书面授权不得转载</footer>
</body>
</html>
"""
