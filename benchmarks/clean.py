"""How fast pages are cleaned, beside trafilatura alone on the same pages.

usage: python -m benchmarks.clean [SECONDS]

The pages are made here: news of a few paragraphs as plain text and in three templates of HTML, whole and damaged. Each
figure is the best of several rounds in this process, so that a busy machine disturbs it less; the two programs take
turns. The ratio says how many pages are cleaned while trafilatura reads one page of HTML: of the same pages where
these are HTML, of all pages of HTML here where they are text, for trafilatura reads no text.
"""

import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import opencc
import trafilatura

from schemas.records import Document, Page
from tasks.clean.document import clean_page

_SENTENCES = (
    "{city}人民政府与北辰移动在市民中心签署战略合作框架协议，双方将在5G网络、智慧港口等领域合作。",
    "根据协议，北辰移动未来三年将在{city}投资{n}万元，新建5G基站{n}个，实现乡镇以上区域连续覆盖。",
    "“网络好不好，工人最清楚。”班组长告诉记者，以前信号时断时续，现在连地下三百米都能视频通话。",
    "截至目前，全市累计建成5G基站{n}个，千兆宽带用户占比达到三成，产业园区和重点企业实现全覆盖。",
    "下一步，{city}将推动更多企业“上云用数”，力争五年内数字经济规模突破{n}亿元，培育一批示范项目。",
)
_CITIES = ("云溪市", "青石县", "三江市", "望津市", "东屏市")
#: Readings that a damaged copy puts behind its characters.
_GLOSSES = {"與": "yǔ", "動": "dòng", "當": "dāng", "數": "shù", "協": "xié", "網": "wǎng", "業": "yè", "來": "lái"}


class Figures(NamedTuple):
    """What was measured on one kind of page."""

    kind: str
    n_pages: int
    n_characters: int
    seconds: float
    trafilatura_seconds: float

    @property
    def pages_per_second(self) -> float:
        """Return how many pages were cleaned in a second."""
        return self.n_pages / self.seconds

    def line(self, trafilatura_pages_per_second: float) -> str:
        """Return the figures as one line of the table."""
        characters = self.n_characters / self.seconds / 1e6
        ratio = self.pages_per_second / trafilatura_pages_per_second
        return f"{self.kind:14}{self.pages_per_second:9,.0f}{characters:12.2f}{ratio:12.2f}"


def main(seconds: float = 4.0) -> None:
    """Print the figures of each kind of page and of all together."""
    measured = [_measure(kind, pages, seconds) for kind, pages in _kinds().items()]
    html = _together("all HTML", [figures for figures in measured if "HTML" in figures.kind])
    print(f"{'pages':14}{'pages/s':>9}{'Mchars/s':>12}{'ratio':>12}")
    for figures in (*measured, html, _together("all", measured)):
        same = figures if "HTML" in figures.kind else html
        print(figures.line(same.n_pages / same.trafilatura_seconds))


def _together(kind: str, parts: Sequence[Figures]) -> Figures:
    n_pages, n_characters, seconds, others = (sum(column) for column in list(zip(*parts, strict=True))[1:])
    return Figures(kind, n_pages, n_characters, seconds, others)


def _kinds() -> dict[str, list[str]]:
    texts = [_article(number) for number in range(50)]
    html = [_TEMPLATES[number % 3](text) for number, text in enumerate(texts)]
    return {
        "text": ["\n\n".join(text) for text in texts],
        "damaged text": [_damaged("\n".join(text)) for text in texts],
        "HTML": html,
        "damaged HTML": [_damaged(page) for page in html],
    }


def _article(number: int) -> list[str]:
    city = _CITIES[number % 5]
    order = [_SENTENCES[(number + step * step) % 5] for step in range(8 + number % 7)]
    paragraphs = [(one + other).format(city=city, n=1200 + 37 * number) for one, other in pairwise(order)]
    return [f"{city}与北辰移动签约 共建5G智慧港口", "2023-03-07 08:15 来源：云溪日报", *paragraphs, "责任编辑：石岩"]


def _portal(lines: Sequence[str]) -> str:
    links = "".join(f'<li><a href="/n/{n}.html">青石县第{n}批项目开工 计划年内投产</a></li>' for n in range(40))
    body = "".join(f"<p>　　{line}</p>\n" for line in lines[2:])
    head = f"<h1>{lines[0]}</h1><div class='info'>{lines[1]}</div>"
    side = f"<div class='side'><h3>热点排行</h3><ul>{links}</ul></div><div class='footer'>版权所有 2009-2024</div>"
    main = f"<ul class='nav'>{links}</ul><div class='main'>{head}<div class='content'>{body}</div></div>{side}"
    return f"<html><head><title>{lines[0]}_云溪新闻网</title></head><body>{main}</body></html>"


def _account(lines: Sequence[str]) -> str:
    style = 'style="margin: 0px; padding: 0px; max-width: 100%; font-size: 16px; letter-spacing: 1px"'
    body = "".join(f"<section {style}><p {style}><span {style}>{line}</span></p></section>" for line in lines[2:])
    main = f"<h1>{lines[0]}</h1><em>{lines[1]}</em><div id='js_content'>{body}</div>"
    return f"<html><head><title></title></head><body>{main}</body></html>"


def _tables(lines: Sequence[str]) -> str:
    rows = "".join(f"<tr><td><a href='{n}.htm'>三江市航线{n}开通</a></td></tr>" for n in range(20))
    body = "<br><br>".join("&nbsp;&nbsp;" + line for line in lines[2:])
    story = f"<tr><td><h1>{lines[0]}</h1></td></tr><tr><td>{lines[1]}</td></tr><tr><td>{body}</td></tr>"
    main = f"<table><tr><td><table>{story}</table></td><td><table>{rows}</table></td></tr></table>"
    return f"<html><head><title>{lines[0]}</title></head><body>{main}</body></html>"


_TEMPLATES: tuple[Callable[[Sequence[str]], str], ...] = (_portal, _account, _tables)


def _damaged(page: str) -> str:
    """Return the page in Traditional characters with readings behind some, and its commas turned to ASCII."""
    traditional = opencc.OpenCC("s2t").convert(page).replace("，", ",")
    return "".join(f"{c}({_GLOSSES[c]})" if c in _GLOSSES else c for c in traditional)


def _measure(kind: str, pages: Sequence[str], seconds: float) -> Figures:
    contents = [page.encode() for page in pages]
    cleaned = [clean_page(Page("p", "a.html", content)) for content in contents]
    if not all(isinstance(document, Document) for document in cleaned):
        raise RuntimeError(f"a page of the benchmark was rejected: {cleaned}")
    clean_best = other_best = float("inf")
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or other_best == float("inf"):
        clean_best = min(clean_best, _seconds(lambda: [clean_page(Page("p", "a.html", c)) for c in contents]))
        other_best = min(other_best, _seconds(lambda: [trafilatura.extract(c) for c in contents]))
    return Figures(kind, len(pages), sum(map(len, pages)), clean_best, other_best)


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
