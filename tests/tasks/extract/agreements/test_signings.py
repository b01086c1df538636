"""What a signing is: each group of ``signings.toml`` states a rule of the language and shows it by cases.

The table was written from the language alone, beside the rules and not after them. A case marked ``unread`` is right
and is not read so yet; the day it is, its mark must go.
"""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schemas.records import AgreementFinding, Document, HomeRegion, PartyFinding
from tasks.clean.boilerplate import is_heading_of_related
from tasks.extract.agreements import find_agreements
from tasks.extract.article import read_article
from tasks.extract.organizations import find_organizations
from tasks.extract.regions import find_regions
from tasks.extract.words import Words
from tasks.segment.segmentation import segment
from tasks.segment.words import word_starts

GROUPS = tomllib.loads(Path(__file__).with_name("signings.toml").read_text("utf-8"))["group"]
CASES = [
    pytest.param(
        case,
        id=f"{group['name']} {number}",
        marks=[pytest.mark.xfail(strict=True, reason=case["unread"])] if "unread" in case else [],
    )
    for group in GROUPS
    for number, case in enumerate(group["case"], 1)
]


def read(text: str, published: str) -> tuple[AgreementFinding, ...]:
    """Read a text whose first line, where a line feed follows it and no full stop ends it, is the title.

    Lines that lead to other pages are dropped, as they are when a page is cleaned.
    """
    text = "\n".join(line for line in text.split("\n") if not is_heading_of_related(line))
    title, _, body = text.partition("\n")
    titled = bool(body) and not title.endswith("。")
    document = Document(
        "d",
        "u",
        text,
        title=title if titled else None,
        body_start=len(title) + 1 if titled else 0,
        published_on=date.fromisoformat(published) if published else None,
        published_edtf=published or None,
    )
    return find_agreements(read_article(document, segment(document)))


def folded(words: str | None) -> str:
    return re.sub(r"\W", "", words or "")


def canonical(name: str) -> set[str]:
    """The name itself, and the canonical one of the organisation that it names when it stands alone."""
    words, document = Words(name, word_starts(name)), Document("d", "u", name)
    found = find_organizations(document, words, find_regions(document, words), HomeRegion())
    return {folded(name), *(folded(each.canonical_name) for each in found if each.end - each.start == len(name))}


def names(text: str, party: PartyFinding) -> set[str]:
    said = (party.name, party.canonical_name, *party.aliases, text[party.start : party.end])
    return {folded(name) for name in said}


def is_told(case: dict[str, Any], parties: list[str], found: AgreementFinding) -> bool:
    """Whether the finding has just the expected parties, each under one of the names that the page gives it."""
    left = [names(case["text"], party) for party in found.parties]
    also = {folded(form): [folded(each) for each in forms] for forms in case.get("also", []) for form in forms}
    for party in parties:
        accepted = canonical(party) | {name for form in canonical(party) for name in also.get(form, [])}
        match = next((known for known in left if known & accepted), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def said_of(found: AgreementFinding) -> tuple[str, ...]:
    return (found.signed_edtf or "", found.status, found.kind, folded(found.title))


@pytest.mark.parametrize("case", CASES)
def test_a_case_tells_its_agreements_and_no_others(case):
    left = list(read(case["text"], case["published"]))
    for expected in case["agreements"]:
        wanted = (expected["signed"], expected["status"], expected["kind"], folded(expected["title"]))
        fitting = [found for found in left if is_told(case, expected["parties"], found)]
        assert fitting, f"no agreement of {expected['parties']} among {[f.parties for f in left]}"
        assert wanted in [said_of(found) for found in fitting]
        found = next(found for found in fitting if said_of(found) == wanted)
        left.remove(found)
        if "amount_cny" in expected:
            assert (found.amount_cny or 0) == expected["amount_cny"]
        if "signatories" in expected:
            signed = [[p.signatory, p.signatory_title] for p in found.parties if p.signatory]
            assert [name for name, _ in signed] == [name for name, _ in expected["signatories"]]
    assert not left


def test_the_table_is_as_large_as_a_specification_must_be():
    assert len(CASES) >= 150
    assert sum(not case.values[0]["agreements"] for case in CASES) >= 40
    assert all(group["says"] for group in GROUPS)
