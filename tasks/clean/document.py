"""From one fetched page to one exact document, or to the reason why it is none."""

import hashlib
import re
from collections.abc import Sequence

from schemas.records import Document, Page, Rejection
from schemas.vocabulary import RejectionReason
from tasks.clean.article import RawArticle, read_article
from tasks.clean.boilerplate import split_boilerplate
from tasks.clean.byte_shift import without_cut_glosses, without_cut_punctuation
from tasks.clean.characters import INVISIBLE, without_numbered_characters
from tasks.clean.decode import Decoded, decode
from tasks.clean.glosses import is_glossed, without_glosses
from tasks.clean.marks import with_wide_marks
from tasks.clean.offsets import TracedText, join
from tasks.clean.publication import find_publication
from tasks.clean.quality import is_relevant, quality
from tasks.clean.repairs import Repairs, inferred_characters
from tasks.clean.simplify import n_chinese, simplified
from tasks.clean.site import find_site
from tasks.clean.unreadable import Unreadable

#: Fewer Chinese characters than this are no article.
_FEWEST_CHINESE = 10
_LONGEST_ARTICLE = 500_000
#: An English page that quotes a Chinese name has a smaller share.
_CHINESE_SHARE = 0.2
#: A headline that ran together with the line below it.
_STAMPED = re.compile("(?:发布|发表|更新)?(?:日期|时间)[:：].{8,20}")


def clean_page(page: Page) -> Document | Rejection:
    r"""Return the page as exact Simplified text with the way back to its characters, or why it cannot be read.

    Example:
        >>> document = clean_page(Page("p", "a.txt", "兩地簽約\n雙方昨日簽署戰略合作協議。".encode()))
        >>> document.title, document.text[document.body_start:], document.script
        ('两地签约', '双方昨日签署战略合作协议。', 'hant')
    """
    try:
        decoded = decode(page.content, page.content_type)
        repairs = Repairs(decoded.is_unpacked, decoded.is_misread, decoded.n_bad_bytes)
        article = read_article(mend(TracedText.of_page(decoded.text), repairs))
    except Unreadable as problem:
        return _rejection(page, problem.reason, str(problem))
    repairs.n_joined = article.n_joined
    return _document(page, decoded, article, repairs)


def mend(page: TracedText, repairs: Repairs) -> TracedText:
    """Return the page without invisible characters, glosses and Traditional characters; note what was mended."""
    shown = page.replaced(INVISIBLE)
    repairs.n_invisible = len(page) - len(shown) - page.text.startswith("\ufeff")
    page = without_numbered_characters(shown)
    if is_glossed(page.text):
        page = _without_damage(page, repairs)
    page, repairs.script = simplified(page)
    return page


def _without_damage(page: TracedText, repairs: Repairs) -> TracedText:
    page, n_punctuation = without_cut_punctuation(page)
    page, n_glosses = without_cut_glosses(page)
    page, repairs.n_glosses = without_glosses(page)
    page, repairs.n_marks = with_wide_marks(page)
    repairs.n_shifted = n_punctuation + n_glosses
    return page


def document_id(page: Page) -> str:
    """Return the id that the same source with the same content always has."""
    digest = hashlib.sha256(page.source_uri.encode() + b"\0" + page.content)
    return "d" + digest.hexdigest()[:16]


def _document(page: Page, decoded: Decoded, article: RawArticle, repairs: Repairs) -> Document | Rejection:
    body, notes = split_boilerplate(article.lines)
    title = article.title
    text = join([part for part in (title, *body) if part is not None and part.text], "\n")
    problem = _no_article(text.text, has_body=bool(body))
    if problem:
        return _rejection(page, *problem)
    repairs.inferred = inferred_characters(text)
    metadata = {name: value.text for name, value in article.metadata.items()}
    around = [line.text for line in (*article.asides, *notes)]
    heading = _STAMPED.search(title.text) if title is not None else None
    around += [heading[0]] if heading is not None else []
    url = page.url or metadata.get("canonical") or metadata.get("og:url")
    publication = find_publication(
        metadata, article.scripts, around, [line.text for line in body], url or page.source_uri
    )
    return Document(
        doc_id=document_id(page),
        source_uri=page.source_uri,
        text=text.text,
        title=title.text if title is not None and title.text else None,
        body_start=_body_start(title, body),
        url=url,
        site=find_site(metadata, around),
        published_on=publication.day,
        published_edtf=publication.edtf,
        encoding=decoded.encoding,
        script=repairs.script,
        repairs=repairs.text(),
        quality=quality(text.text, repairs.n_inferred),
        is_relevant=is_relevant(text.text),
        fetched_at=page.fetched_at,
        offsets=text.runs,
    )


def _body_start(title: TracedText | None, body: Sequence[TracedText]) -> int:
    if title is None or not title.text:
        return 0
    return len(title) + (1 if body else 0)


def _no_article(text: str, *, has_body: bool) -> tuple[RejectionReason, str] | None:
    if len(text) > _LONGEST_ARTICLE:
        return "too_large", f"{len(text)} characters of text, more than the {_LONGEST_ARTICLE} of a long report"
    chinese = n_chinese(text)
    shown = len("".join(text.split()))
    if not has_body:
        return "empty", "no text of an article was found: the page may be a list of links or be built by scripts"
    if chinese < _FEWEST_CHINESE or chinese < _CHINESE_SHARE * shown:
        return "not_chinese", f"{chinese} Chinese characters among {shown}: not a page in Chinese"
    return None


def _rejection(page: Page, reason: RejectionReason, detail: str) -> Rejection:
    return Rejection(source_uri=page.source_uri, stage="clean", reason=reason, detail=detail)
