"""Only what is an address on the web, and says where it leads, becomes a link."""

import pytest

from tasks.web_address import web_address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example/",
        "http:///nohost",
        "https://a@b.example/",
        "https://a:b@c.example/",
        "news/1.html",
        "http://[",
        "",
        None,
    ],
)
def test_no_link_leads_elsewhere_than_to_the_web(address):
    assert web_address(address) is None


def test_a_link_leads_where_it_says():
    assert web_address("news/1.html", "http://news.example:8080/a?b=c#d") == "http://news.example:8080/a?b=c#d"
