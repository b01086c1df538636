"""The pages of HTML that news stand in, as sites of several kinds build them: each from the lines of an article.

The first line is the title, the second the line of origin. Each page has some 10 to 40 KB, most of it not the article.
"""

from collections.abc import Callable, Sequence

_HEADLINES = (
    "青石县第{n}批重点项目集中开工",
    "望津市召开第{n}次安全生产例会",
    "云溪市{n}家企业进校招聘",
    "三江口大桥第{n}根桩基完工",
    "东屏市健康步道新增{n}公里",
    "北塘镇{n}亩早稻开镰收割",
    "本周{n}场惠民演出等你来看",
    "图书馆新到图书{n}册",
)
_STYLE = "margin: 0px; padding: 0px; max-width: 100%; box-sizing: border-box; font-size: 16px; letter-spacing: 1px"


def portal(lines: Sequence[str], number: int) -> str:
    """Return the page of a city's news portal: menus above, hot news beside, a footer below."""
    body = "".join(f"<p>　　{line}</p>\n" for line in lines[2:])
    return _page(
        lines,
        f"{_scripts()}<div class='top'><ul class='nav'>{_links(number, 30)}</ul></div>"
        f"<div class='crumb'>您的位置：<a href='/'>首页</a> &gt; <a href='/news/'>新闻</a></div>"
        f"<div class='main'><h1>{lines[0]}</h1><div class='info'>{lines[1]}</div>"
        f"<div class='content' id='content'>{body}</div><div class='share'>分享到：<a href='#'>微信</a></div></div>"
        f"<div class='side'><h3>热点排行</h3><ol>{_links(number + 7, 50)}</ol></div>"
        f"<div class='related'><h3>相关阅读</h3><ul>{_links(number + 13, 20)}</ul></div>"
        "<div class='footer'><p>关于我们 | 联系方式 | 广告服务</p><p>版权所有 2009-2024 未经授权不得转载</p></div>",
    )


def account(lines: Sequence[str], number: int) -> str:
    """Return the page of an account in a messenger: sections within sections, each with its style."""
    body = "".join(
        f'<section style="{_STYLE}"><section style="{_STYLE}"><p style="{_STYLE}">'
        f'<span style="{_STYLE}">{line}</span></p></section></section>'
        for line in lines[2:]
    )
    return _page(
        lines,
        f"{_scripts()}<div id='page'><h1 class='title'>{lines[0]}</h1><div class='meta'><em>{lines[1]}</em></div>"
        f"<div id='js_content' class='rich_media'>{body}</div><div class='tool'>阅读 {number % 9000} 点赞 在看</div>"
        "</div>",
    )


def tables(lines: Sequence[str], number: int) -> str:
    """Return the page of an old site that is laid out in tables, its paragraphs parted by line breaks."""
    rows = "".join(f"<tr><td><a href='{n}.htm'>{_headline(number + n)}</a></td></tr>" for n in range(40))
    body = "<br><br>".join("&nbsp;&nbsp;&nbsp;&nbsp;" + line for line in lines[2:])
    story = (
        f"<tr><td align=center><font size=5><b>{lines[0]}</b></font></td></tr><tr><td align=center>{lines[1]}</td></tr>"
        f"<tr><td><font size=3>{body}</font></td></tr>"
    )
    return _page(
        lines,
        f"<table width=960><tr>{''.join(f'<td><a href=/c{n}>栏目{n}</a></td>' for n in range(20))}</tr></table>"
        f"<table width=960><tr><td valign=top><table>{story}</table></td><td><table>{rows}</table></td></tr></table>"
        "<table width=960><tr><td>网站地图 | 主办：新闻中心 | 建议使用1024×768分辨率浏览</td></tr></table>",
    )


def modern(lines: Sequence[str], number: int) -> str:
    """Return the page of a newer site: article and aside elements, figures, metadata in the head."""
    half = max(1, len(lines[2:]) // 2)
    picture = "<figure><img src='/i/1.jpg' alt=''><figcaption>活动现场</figcaption></figure>"
    body = [f"<p>{line}</p>" for line in lines[2:]]
    return _page(
        lines,
        f"{_scripts()}<header><nav>{_links(number, 25)}</nav></header><main><article><h1>{lines[0]}</h1>"
        f"<p class='byline'>{lines[1]}</p>{''.join(body[:half])}{picture}{''.join(body[half:])}</article>"
        f"<aside><h2>推荐阅读</h2>{_links(number + 3, 40)}</aside></main><footer>{_links(number + 5, 15)}</footer>",
    )


TEMPLATES: tuple[Callable[[Sequence[str], int], str], ...] = (portal, account, tables, modern)


def _page(lines: Sequence[str], body: str) -> str:
    head = f"<meta charset='utf-8'><title>{lines[0]}_云溪新闻网</title><meta name='description' content='{lines[0]}'>"
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>{body}</body></html>\n"


def _links(number: int, count: int) -> str:
    return "".join(
        f'<li class="item"><a href="/news/{number + n}.html" target="_blank" title="">{_headline(number + n)}</a>'
        f"<span class='date'>05-{n % 28 + 1:02}</span></li>\n"
        for n in range(count)
    )


def _headline(number: int) -> str:
    return _HEADLINES[number % len(_HEADLINES)].format(n=number % 97 + 2)


def _scripts() -> str:
    return "<script>" + "var track = function (name, value) { window.queue.push([name, value]); };\n" * 40 + "</script>"
