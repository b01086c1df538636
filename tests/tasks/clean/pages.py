"""Pages of news as templates of sites make them, each with the article that is in it. All invented."""

# ruff: noqa: E501 (a page is easier to read with its elements on one line)

from dataclasses import dataclass

TITLE = "云溪市与北辰移动签约 共建5G智慧港口"
BODY = (
    "本报讯 3月6日，云溪市人民政府与中国移动北辰公司签署战略合作框架协议，双方将在5G网络、智慧港口等领域深化合作。",
    "根据协议，北辰移动未来三年将在云溪投资12亿元，新建5G基站2600个，实现港区和乡镇以上区域全覆盖。",
    "市长林见山表示，云溪将在选址、用电等方面给予支持；北辰移动总经理何秋实说，公司将派专班驻点服务。",
    "截至目前，全市累计建成5G基站4180个，每万人拥有5G基站21个。",
)
DAY = "2023-03-07"


@dataclass(frozen=True)
class Sample:
    name: str
    html: str
    title: str = TITLE
    body: tuple[str, ...] = BODY
    day: str | None = DAY
    site: str | None = "云溪日报"


def _paragraphs(tag: str = "p") -> str:
    return "\n".join(f"<{tag}>　　{line}</{tag}>" for line in BODY)


PORTAL = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_要闻_云溪新闻网</title>
<meta name="publishdate" content="2023-03-07 08:15"><meta name="source" content="云溪日报"></head><body>
<div class="nav"><a href="/">首页</a><a href="/yw">要闻</a><a href="/sz">时政</a><a href="/ms">民生</a></div>
<div class="crumbs">当前位置：首页 &gt; 要闻 &gt; 正文</div>
<div class="article"><h1>{TITLE}</h1><div class="info">2023-03-07 08:15　来源：云溪日报　责任编辑：阿宁</div>
<div class="content">{_paragraphs()}</div><div class="share">分享到：微信 微博 QQ空间</div></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="1">青石县与某企业签署投资协议</a></li>
<li><a href="2">三江市5G基站突破一万个</a></li></ul></div>
<div class="footer">关于我们 | 版权所有 云溪新闻网 2009-2024</div></body></html>"""

ACCOUNT = f"""<html><head><meta charset="utf-8"><meta property="og:title" content="{TITLE}">
<meta property="article:published_time" content="2023-03-07T08:15:00+08:00"><meta property="og:site_name" content="云溪日报">
</head><body id="activity-detail"><div id="js_article"><h1 class="rich_media_title">{TITLE}</h1>
<div class="rich_media_meta_list"><span>原创</span><a>云溪发布</a></div><div class="rich_media_content" id="js_content"
 style="visibility: hidden;"><p><strong>点击上方蓝字关注我们</strong></p>
{"".join(f'<section><section><p><span style="font-size:16px">{line}</span></p></section></section>' for line in BODY)}
<p>编辑：小禾</p><p>审核：老周</p></div><div class="tool">阅读 2.3万 在看 88 写留言</div></div>
<div class="more"><p>推荐阅读</p><p>今天最高气温21℃</p></div></body></html>"""

GOVERNMENT = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>云溪市人民政府网</title>
<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2023-03-07 08:15">
<meta name="ContentSource" content="云溪日报"></head><body><div class="pos">您现在的位置：首页 &gt; 政务动态</div>
<div class="xl"><h2>{TITLE}</h2><div class="fbxx">发布时间：2023-03-07 08:15 来源：云溪日报 浏览次数：36 字号：[大 中 小]</div>
<div class="TRS_Editor"><style>.TRS_Editor P{{margin:0}}</style>{_paragraphs()}</div>
<div>【打印本页】【关闭窗口】</div></div><div>主办：云溪市人民政府办公室 网站标识码：0000000000</div></body></html>"""

TABLE_LAYOUT = f"""<html><head><title>{TITLE}--云溪在线</title></head><body><table width="100%"><tr><td>首页</td><td>要闻</td>
<td>房产</td><td>汽车</td></tr></table><table><tr><td valign="top"><table><tr><td><h1>{TITLE}</h1></td></tr>
<tr><td>2023年03月07日 08:15　来源：云溪日报</td></tr><tr><td>{_paragraphs()}</td></tr></table></td>
<td><b>热点排行</b><br>· 城东路今起封闭<br>· 樱花进入花期</td></tr></table></body></html>"""

BREAKS = f"""<html><head><title>{TITLE}_云溪在线</title></head><body><div id="top">要闻 | 时政 | 县区 | 论坛</div>
<h1>{TITLE}</h1><div class="src">2023-03-07 08:15 来源：云溪日报</div><div id="text">
{"<br><br>".join("&nbsp;&nbsp;&nbsp;&nbsp;" + line for line in BODY)}<br></div>
<div class="pn">上一篇：青石县召开会议<br>下一篇：三江市开通航线</div></body></html>"""

AMP = f"""<!doctype html><html amp lang="zh"><head><meta charset="utf-8"><title>{TITLE}</title>
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}","datePublished":"2023-03-07T08:15:00+08:00"}}
</script><style amp-boilerplate>body{{visibility:hidden}}</style></head><body><header><nav><a>首页</a><a>要闻</a></nav></header>
<article><h1>{TITLE}</h1><amp-img src="a.jpg" alt="签约现场"></amp-img><time>2023-03-07</time><span>来源：云溪日报</span>
{_paragraphs()}</article><amp-ad type="x"></amp-ad><footer>云溪新闻网版权所有</footer></body></html>"""

NESTED = f"""<html><head><title>{TITLE}-云溪新闻网</title></head><body><div><div><div class="l"><div><div><h1>{TITLE}</h1></div>
<div><span>2023-03-07 08:15:00</span> <span>来源：云溪日报</span></div></div><div><div><div>
{"".join(f"<div><div>{line}</div></div>" for line in BODY)}</div></div></div></div>
<div class="r"><div>24小时热榜</div><div>1. 台风路径</div><div>2. 高考报名</div></div></div></div></body></html>"""

FORUM = f"""<html><head><title>{TITLE} - 城市话题 - 云溪论坛</title></head><body><div>登录 注册 搜索</div>
<div class="crumb">云溪论坛 &gt; 城市话题 &gt; 正文</div><h1>{TITLE}</h1><div class="post"><div class="author">发表于 2023-03-07 08:15</div>
<div class="message">{"<br />".join(BODY)}</div></div><div class="reply"><a href="#">回复</a> <a href="#">举报</a></div>
<div class="hot"><h4>热门推荐</h4><a href="3">二手房交易攻略</a> <a href="4">周末去哪儿玩</a></div></body></html>"""

NEWSPAPER = f"""<html><head><title>云溪日报数字报</title></head><body><div class="bm">第02版：要闻</div>
<div class="bt">{TITLE}</div><h1>{TITLE}</h1><div>云溪日报　2023年03月07日　星期二　第02版</div>
<founder-content>{_paragraphs()}</founder-content><div>上一页 下一页</div></body></html>"""

PARTIES = (
    "云溪市发展和改革委员会 中国联通北辰省分公司 智慧园区合作协议",
    "云溪港务集团 华为技术有限公司 无人集卡项目协议",
)
SIGNING_TABLE = f"""<html><head><title>{TITLE}_云溪新闻网</title><meta name="pubdate" content="2023-03-07"></head><body>
<div class="nav"><a>首页</a> <a>要闻</a></div><div class="c"><h1>{TITLE}</h1><p>2023-03-07 来源：云溪日报</p>{_paragraphs()}
<p>现场签约的还有以下项目。</p><table border="1">{"".join("<tr><td>" + row.replace(" ", "</td><td>") + "</td></tr>" for row in PARTIES)}
</table></div></body></html>"""

LIST = (
    "北辰移动云溪分公司与港务集团签署无人集卡协议；",
    "北辰联通与云溪一中签署智慧校园协议。",
)
LISTED = f"""<html><head><title>{TITLE}|云溪新闻网</title><meta itemprop="datePublished" content="2023-03-07"></head><body>
<ul class="menu"><li><a>首页</a></li><li><a>视频</a></li></ul><article><h1>{TITLE}</h1><p>来源：云溪日报</p>{_paragraphs()}
<p>当天签署的还有：</p><ul>{"".join(f"<li>{line}</li>" for line in LIST)}</ul></article></body></html>"""

MESSY = f"""<html><head><title>{TITLE}</title><body><h1>{TITLE}<h1/><p class=info>2023/3/7 8:15 稿源：云溪日报
{"".join(f'<p style="text-indent:2em">{line}' for line in BODY)}<p>（云溪日报 记者 夏至）<p>免责声明：本文仅代表作者观点。
<script>var a="<p>签约</p>";</script><div style="display:none">隐藏的签约文字，不给读者看。</div></html>"""

PAGES = (
    Sample("portal", PORTAL),
    Sample("account", ACCOUNT),
    Sample("government", GOVERNMENT),
    Sample("table layout", TABLE_LAYOUT),
    Sample("breaks", BREAKS),
    Sample("amp", AMP),
    Sample("nested", NESTED),
    Sample("forum", FORUM, site=None),
    Sample("newspaper", NEWSPAPER),
    Sample("signing table", SIGNING_TABLE, body=(*BODY, "现场签约的还有以下项目。", *PARTIES)),
    Sample("listed", LISTED, body=(*BODY, "当天签署的还有：", *LIST)),
    Sample("messy", MESSY),
)
