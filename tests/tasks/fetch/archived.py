"""Pages of our own invention, and archives made of them."""

import gzip

from tasks.fetch.archives import take
from tasks.storage.raw_store import raw_store

TOWNS = ("咸宁", "烟台", "株洲", "丽水", "玉溪", "绥化", "河源", "定西", "防城港", "乌海")
OPERATORS = ("中国移动", "中国联通", "中国电信", "中国铁塔")


def news(number):
    """Return a page, another one for each number."""
    town, operator = TOWNS[number % 10], OPERATORS[number % 4]
    day = f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return (
        f"<html><head><title>{town}市与{operator}签署5G战略合作协议</title></head><body><h1>{town}市与{operator}签署5G"
        f"战略合作协议</h1><p>{town}日报 {day}</p>"
        f"<p>{day[5:7]}月{day[8:]}日，{town}市人民政府与{operator}{town}分公司"
        f"签署第{number}号5G战略合作协议，双方将在智慧城市、工业互联网等领域开展合作。</p><p>截至目前，{town}市已建成5G基站"
        f"{1000 + number}个，实现乡镇以上区域全覆盖。市委常委、副市长出席签约仪式。</p></body></html>"
    ).encode()


def record(kind, url, block, content_type="application/http; msgtype=response", date="2024-05-01T06:00:00Z", **fields):
    """Return a record of a WARC file, written by hand."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(block):032}>\r\n{more}"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body, status=200, content_type="text/html", **headers):
    """Return an HTTP answer."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    kind = f"Content-Type: {content_type}\r\n" if content_type else ""
    return f"HTTP/1.1 {status} Whatever\r\n{kind}{more}\r\n".encode() + body


def packed(*records):
    """Return the records, each a gzip member."""
    return b"".join(gzip.compress(item, mtime=0) for item in records)


def taken(source, folder, at):
    """Return what came of taking the archive into the store of the folder, and what the store holds then."""
    with raw_store(folder / "store.sqlite") as store:
        tally = take(source, store, at)
        pages = list(store.read(page.page_id for page in store.pages([source.name])))
        return tally, pages, store.failures([source.name])
