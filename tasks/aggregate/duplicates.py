"""Documents that repeat another one."""

import re
from collections.abc import Iterable
from datetime import date

from schemas.records import Document

_NOT_WORDS = re.compile(r"[\W_]+")


def originals(documents: Iterable[Document]) -> dict[str, str]:
    """Return for each document's id the id of the one it repeats, its own where it repeats none.

    Two documents repeat each other where their texts are the same but for punctuation and white space. The one
    published first is the original; of equals, the one whose address comes first.
    """
    first: dict[str, str] = {}
    result: dict[str, str] = {}
    for document in sorted(documents, key=_age):
        words = _NOT_WORDS.sub("", document.text)
        result[document.doc_id] = first.setdefault(words, document.doc_id)
    return result


def _age(document: Document) -> tuple[date, str, str]:
    return (document.published_on or date.max, document.source_uri, document.doc_id)
