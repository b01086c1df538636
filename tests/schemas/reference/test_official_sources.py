"""Which pages are those of an authority."""

import pytest

from schemas.reference.official_sources import is_official


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("http://www.shangqiu.gov.cn/zt/1.html", None),
        ("https://GOV.CN:443/x", None),
        ("https://user@miit.gov.cn?id=1", "人民网"),
        (None, "嘉鱼县人民政府"),
        ("http://news.example.com/1", "湖北省通信管理局"),
    ],
)
def test_pages_of_authorities(url, site):
    assert is_official(url, site)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        (None, None),
        ("", ""),
        ("https://www.gov.cn.example.com/1", "咸宁日报"),
        ("https://example.com/www.gov.cn", "政府采购信息报"),
        ("https://notgov.cn/", None),
    ],
)
def test_pages_of_others(url, site):
    assert not is_official(url, site)
