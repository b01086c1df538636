"""What the invented newspaper's site shows on a day: its articles, and the feed, sitemap and listing that name them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.site.answer import Answer, Scripted
from tests.site.answers import HTML, html, validated, xml
from tests.site.news import Article

FEED, SITEMAP, LISTING = "/feed.xml", "/sitemap.xml", "/news/"
#: What a site's feed and a page of its listing hold.
FEED_LENGTH, LISTING_LENGTH = 50, 20
#: The hour, in UTC, at which the paper publishes and edits.
_HOUR = time(0, 0, tzinfo=UTC)


def site_on(day: date, paper: Sequence[Article], base: str = "") -> dict[str, Scripted]:
    """Return the whole site as it stands on a day: a script for ``Site``.

    The feed names the latest articles, the sitemap (``/sitemap.xml``, one child a month) all of them with the day of
    their last change, the listing (``/news/``, ``/news/index_2.html``, …) all of them, the latest first. Every
    page has validators, one in three only Last-Modified, and one in three only an ETag; the indexes have ETags.

    Args:
        day: the day.
        paper: the articles of all days, the earliest first.
        base: what stands before the paths in feed and sitemap, such as ``http://127.0.0.1:8000``.

    Example:
        >>> from tests.site.news import articles
        >>> paper = articles(30, date(2024, 5, 1), 30)
        >>> len([path for path in site_on(date(2024, 5, 10), paper) if path.startswith("/2024")])
        10
    """
    shown = [article for article in paper if article.html_on(day) is not None]
    gone = {a.path: Answer(410, b"gone", (HTML,)) for a in paper if a.day <= day and a.html_on(day) is None}
    latest = shown[::-1]
    return {
        **{article.path: _page(article, day) for article in shown},
        **gone,
        **_sitemaps(shown, day, base),
        **_listing(latest),
        FEED: validated(xml(feed(latest[:FEED_LENGTH], base))),
        "/about.html": html("<html><body><p>这是一份并不存在的报纸。</p></body></html>"),
    }


def feed(shown: Sequence[Article], base: str) -> str:
    """Return the articles as RSS, in the order given."""
    items = "".join(
        f"<item><title>{escape(article.title)}</title><link>{base}{article.path}</link>"
        f"<pubDate>{_http(article.day)}</pubDate></item>\n"
        for article in shown
    )
    head = f"<title>云岭新闻</title><link>{base}/</link><description>新闻</description>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>{head}\n{items}</channel></rss>\n'


def sitemap(shown: Sequence[tuple[str, date]], base: str) -> str:
    """Return a sitemap of the paths, each with the day of its last change."""
    entries = "".join(f"<url><loc>{base}{path}</loc><lastmod>{_stamp(day)}</lastmod></url>\n" for path, day in shown)
    return f"{_XML}<urlset {_NAMESPACE}>\n{entries}</urlset>\n"


def sitemap_index(children: Sequence[tuple[str, date]], base: str) -> str:
    """Return a sitemap of sitemaps."""
    entries = "".join(
        f"<sitemap><loc>{base}{path}</loc><lastmod>{_stamp(day)}</lastmod></sitemap>\n" for path, day in children
    )
    return f"{_XML}<sitemapindex {_NAMESPACE}>\n{entries}</sitemapindex>\n"


def listing(shown: Sequence[Article], following: str | None) -> str:
    """Return one page of a listing, with a link to the one that follows."""
    items = "".join(f'<li><a href="{a.path}">{escape(a.title)}</a><span>{a.day}</span></li>\n' for a in shown)
    further = f'<a class="next" href="{following}">下一页</a>' if following else ""
    menu = '<nav><a href="/">首页</a> <a href="/about.html">关于我们</a></nav>'
    title = "<title>新闻列表</title>"
    return f'<html><head>{title}</head><body>{menu}<ul class="news">\n{items}</ul>{further}</body></html>'


def listing_path(number: int) -> str:
    """Return the path of a page of the listing, from 1."""
    return LISTING if number == 1 else f"{LISTING}index_{number}.html"


def _page(article: Article, day: date) -> Scripted:
    said = html(article.html_on(day) or "")
    kind = sum(article.path.encode()) % 3
    modified = None if kind == 2 else _http(article.changed_on(day))
    return validated(said, modified, etag=kind != 1)


def _sitemaps(shown: Sequence[Article], day: date, base: str) -> dict[str, Scripted]:
    months: dict[str, list[tuple[str, date]]] = {}
    for article in shown:
        months.setdefault(f"/sitemap-{article.day:%Y-%m}.xml", []).append((article.path, article.changed_on(day)))
    children = [(path, max(changed for _, changed in entries)) for path, entries in months.items()]
    maps = {path: validated(xml(sitemap(entries, base))) for path, entries in months.items()}
    return {SITEMAP: validated(xml(sitemap_index(children, base))), **maps}


def _listing(latest: Sequence[Article]) -> dict[str, Scripted]:
    n_pages = max(1, -(-len(latest) // LISTING_LENGTH))
    starts = range(0, n_pages * LISTING_LENGTH, LISTING_LENGTH)
    following = [*(listing_path(number) for number in range(2, n_pages + 1)), None]
    return {
        listing_path(number): validated(html(listing(latest[start : start + LISTING_LENGTH], after)))
        for number, start, after in zip(range(1, n_pages + 1), starts, following, strict=True)
    }


def _http(day: date) -> str:
    return format_datetime(datetime.combine(day, _HOUR), usegmt=True)


def _stamp(day: date) -> str:
    return datetime.combine(day, _HOUR).isoformat()


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def declaration(base: str, requests_per_second: float, concurrency: int = 1) -> str:
    """Return a file of sources that declares the newspaper, which is due once a year, by its sitemap.

    Args:
        base: what stands before the paths, on a host of this machine.
        requests_per_second: how fast it is asked.
        concurrency: how many requests may be under way.
    """
    return f"""
[[source]]
name = "paper"
kind = "sitemap"
address = "{base}{SITEMAP}"
contact = "mailto:robot@qianyue.example"
follow = "/2024"
schedule = "0 0 1 1 *"
allow_private = ["127.0.0.1"]
politeness = {{ requests_per_second = {requests_per_second}, concurrency = {concurrency} }}
"""
