"""Pages to measure with: invented local news, as many as are wanted, the same for the same number.

usage: python -m benchmarks.corpus N FOLDER [--relevance 0.05] [--form html] [--damaged 0.1]

A page is as long as pages of local news are (half of them have more than 1,100 characters, one in ten more than 2,000)
and, where it is on the subject, about as full of places, names and figures: for 1,000 characters 8 quantities, 2
figures of the subject, 1 or 2 agreements, 18 places, 13 organisations. One page in ten repeats an earlier one, half of
these cut short, and one in five on the subject tells in its own words of an agreement that another page tells of.
"""

import argparse
import random
import tomllib
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Any

import opencc

from benchmarks.templates import TEMPLATES
from schemas.reference.operators import operators
from schemas.reference.regions import Region, gazetteer
from tasks.clean.quality import is_relevant

_REPEATED, _RETOLD = 0.10, 0.20
_MEDIAN_LENGTH, _SPREAD = 1100, 0.45
_SHORTEST, _LONGEST = 250, 6000
#: A word that occurs no oftener in jieba's corpus of some 60 million words is left out.
_RARE = 20
#: What share of the sentences is of which kind, on a page on the subject and on any other.
_KINDS = {"signing": 0.04, "beside_signing": 0.12, "figures": 0.02, "mention": 0.12, "general": 0.15, "wide": 0.55}
_OFF_SUBJECT = {"general": 0.2, "wide": 0.8}
#: What share of the sentences within a paragraph run on into the next one.
_JOINED = 0.6


@dataclass(frozen=True)
class Mix:
    """What share of the pages is what.

    Attributes:
        relevance: the share of pages that are on the subject.
        form: ``text`` or ``html``.
        damaged: the share of pages that are damaged copies.
    """

    relevance: float = 1.0
    form: str = "text"
    damaged: float = 0.0


def write_corpus(folder: Path, numbers: range, mix: Mix) -> int:
    """Write the pages of these numbers, a thousand to a folder; return how many characters their articles have."""
    suffix = "html" if mix.form == "html" else "txt"
    n_characters = 0
    for number in numbers:
        article = article_of(number, mix)
        n_characters += sum(map(len, article))
        target = folder / f"{number // 1000:04}" / f"{number:07}.{suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(page_of(number, article, mix).encode())
    return n_characters


def page_of(number: int, article: list[str], mix: Mix) -> str:
    """Return the article as a page: its lines, or one of the templates around them, damaged or whole."""
    page = "\n".join(article) if mix.form == "text" else TEMPLATES[number % len(TEMPLATES)](article, number)
    return damaged(page) if _chance(number, "damaged") < mix.damaged else page


def article_of(number: int, mix: Mix) -> list[str]:
    """Return title, line of origin and paragraphs of the page of that number."""
    is_repeat = number > 0 and _chance(number, "repeated") < _REPEATED
    return _repeated(number, mix) if is_repeat else _original(number, mix)


def damaged(page: str) -> str:
    """Return the page in Traditional characters with readings behind some, and its commas turned to ASCII."""
    glosses: Mapping[str, str] = _inventory()["marks"]["glosses"]
    traditional = _to_traditional().convert(page).replace("，", ",")
    return "".join(f"{c}({glosses[c]})" if c in glosses else c for c in traditional)


def _repeated(number: int, mix: Mix) -> list[str]:
    """Return an earlier article as another site prints it: under its own line of origin, often cut short."""
    dice = random.Random(f"repeat {number}")
    title, origin, *paragraphs = _original(dice.randrange(number), mix)
    kept = paragraphs if dice.random() < 0.5 else paragraphs[: max(2, len(paragraphs) * 3 // 4)]
    return [title, origin.replace("来源：", f"来源：{dice.choice(_inventory()['words']['site_name'])}转载"), *kept]


def _original(number: int, mix: Mix) -> list[str]:
    return _Reporter(number, on_subject=_chance(number, "subject") < mix.relevance).article()


def _chance(number: int, what: str) -> float:
    return random.Random(f"{what} {number}").random()


@dataclass(frozen=True)
class _Signing:
    """The agreement that a page tells of, from a number of its own: pages that share the number tell of the same."""

    number: int

    def facts(self) -> dict[str, Any]:
        """Return what every telling of it has in common."""
        dice = random.Random(f"signing {self.number}")
        city = dice.choice(_cities())
        return {
            "city": city.name,
            "operator": dice.choice([f"中国{operator.short}" for operator in operators()]),
            "branch": city.name.removesuffix("市") + "分公司",
            "month": dice.randint(1, 12),
            "day": dice.randint(1, 28),
            "year": dice.randint(2019, 2024),
            "places": [region.name for region in _counties(city.code)] or [city.name],
            "theme": dice.choice(["5G", "5G+", "5G网络", "数字经济", "智慧城市", "数字化转型"]),
            "firms": [_firm(dice) for _ in range(2)],
        }


class _Reporter:
    """Writes the article of one number."""

    def __init__(self, number: int, *, on_subject: bool) -> None:
        self.dice = random.Random(f"article {number}")
        retold = self.dice.random() < _RETOLD
        self.facts = _Signing(self.dice.randrange(number + 1) if retold else number).facts()
        self.on_subject = on_subject

    def article(self) -> list[str]:
        length = self.dice.lognormvariate(0, _SPREAD) * _MEDIAN_LENGTH
        length = min(max(length, _SHORTEST), _LONGEST)
        facts = self.facts
        origin = (
            f"{facts['year']}-{facts['month']:02}-{min(facts['day'] + 1, 28):02} 08:30 来源：{facts['city'][:-1]}"
            f"{self._word('site_name')} 作者：{self._person()}"
        )
        paragraphs: list[str] = []
        written = 0
        for sentences in self._paragraphs():
            paragraphs.append(self._run_together(sentences))
            written += len(paragraphs[-1])
            if written >= length:
                break
        return [self._filled(self.dice.choice(self._titles())), origin, *paragraphs]

    def _paragraphs(self) -> Iterator[list[str]]:
        opening = "signing" if self.on_subject else "general"
        yield [self._sentence(opening), self._sentence("beside_signing" if self.on_subject else "general")]
        while True:
            yield [self._sentence(self._kind()) for _ in range(self.dice.randint(2, 5))]

    def _run_together(self, sentences: list[str]) -> str:
        """Return the sentences as a paragraph, some of them joined to a longer one."""
        *others, last = sentences
        ends = (self.dice.random() < _JOINED and sentence.endswith("。") for sentence in others)
        return "".join(s[:-1] + "，" if joined else s for s, joined in zip(others, ends, strict=True)) + last

    def _kind(self) -> str:
        kinds = _KINDS if self.on_subject else _OFF_SUBJECT
        return self.dice.choices(list(kinds), list(kinds.values()))[0]

    def _titles(self) -> list[str]:
        titles: list[str] = _inventory()["titles"]["relevant" if self.on_subject else "general"]
        return titles

    def _sentence(self, kind: str) -> str:
        return self._filled(self.dice.choice(_inventory()["sentences"][kind]))

    def _filled(self, pattern: str) -> str:
        parts = []
        for literal, slot in _parts(pattern):
            parts += [literal, self._slot(slot) if slot else ""]
        return "".join(parts)

    def _slot(self, slot: str) -> str:
        made = _MADE.get(slot)
        if made:
            return made(self)
        return str(self.facts[slot]) if slot in self.facts else self._word(slot)

    def _word(self, kind: str) -> str:
        words: list[str] = _inventory()["words"][kind]
        return self.dice.choice(words)

    def _person(self) -> str:
        return self._word("surname") + self._word("given")

    def _money(self) -> str:
        return f"{self.dice.randint(2, 98)}亿" if self.dice.random() < 0.5 else f"{self.dice.randint(11, 9900)}万"


_MADE: Mapping[str, Callable[[_Reporter], str]] = {
    "person": _Reporter._person,
    "money": _Reporter._money,
    "place": lambda reporter: str(reporter.dice.choice(reporter.facts["places"])),
    "firm": lambda reporter: str(reporter.dice.choice(reporter.facts["firms"])),
    "n": lambda reporter: str(reporter.dice.randint(110, 19000)),
    "few": lambda reporter: str(reporter.dice.randint(12, 900)),
    "small": lambda reporter: str(reporter.dice.randint(3, 60)),
    "share": lambda reporter: str(reporter.dice.randint(70, 99)),
    "noun": lambda reporter: _drawn(reporter.dice, "n"),
    "verb": lambda reporter: _drawn(reporter.dice, "v"),
    "adjective": lambda reporter: _drawn(reporter.dice, "a"),
}


def _drawn(dice: random.Random, tag: str) -> str:
    words, weights = _dictionary()[tag]
    return words[bisect(weights, dice.random() * weights[-1])]


@cache
def _dictionary() -> Mapping[str, tuple[list[str], list[int]]]:
    """Return jieba's words of two and three characters by tag, with the running sums of how often they occur.

    Words that would put a page on the subject by themselves are left out.
    """
    text = (files("jieba") / "dict.txt").read_text(encoding="utf-8")
    rows = [line.split(" ") for line in text.splitlines()]
    found: dict[str, tuple[list[str], list[int]]] = {}
    for tag in ("n", "v", "a"):
        words = [(word, int(n)) for word, n, of in rows if of == tag and 2 <= len(word) <= 3 and int(n) > _RARE]
        words = [(word, n) for word, n in words if not is_relevant(f"{word}，合作3个")]
        found[tag] = ([word for word, _ in words], list(accumulate(n for _, n in words)))
    return found


def _firm(dice: random.Random) -> str:
    words: Mapping[str, list[str]] = _inventory()["words"]
    brand = dice.choice(words["brand"]) + dice.choice(words["brand"])
    return (
        dice.choice(_cities()).name.removesuffix("市")
        + brand
        + dice.choice(words["sector"])
        + dice.choice(words["end"])
    )


@cache
def _parts(pattern: str) -> list[tuple[str, str]]:
    pieces = [piece.partition("}") for piece in pattern.split("{")]
    first, *rest = pieces
    return [
        (first[0], rest[0][0] if rest else ""),
        *(
            (behind, following[0] if following else "")
            for (_, _, behind), following in zip(rest, [*rest[1:], None], strict=True)
        ),
    ]


@cache
def _cities() -> list[Region]:
    return [region for region in _current() if region.level == "prefecture" and region.name.endswith("市")]


@cache
def _counties(code: str) -> list[Region]:
    return [region for region in _current() if region.level == "county" and region.parent_code == code]


@cache
def _current() -> list[Region]:
    return [region for region in gazetteer().regions if region.valid_to is None]


@cache
def _inventory() -> dict[str, Any]:
    return tomllib.loads((files("benchmarks") / "corpus.toml").read_text(encoding="utf-8"))


@cache
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def main() -> None:
    """Write the pages that the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.corpus", description="Write invented pages to measure with."
    )
    parser.add_argument("pages", type=int, help="how many")
    parser.add_argument("folder", type=Path, help="where to write them")
    parser.add_argument("--relevance", type=float, default=1.0, help="the share that is on the subject (default 1)")
    parser.add_argument("--form", choices=["text", "html"], default="text", help="plain text (default) or HTML")
    parser.add_argument("--damaged", type=float, default=0.0, help="the share of damaged copies (default 0)")
    given = parser.parse_args()
    n_characters = write_corpus(given.folder, range(given.pages), Mix(given.relevance, given.form, given.damaged))
    print(f"{given.pages} pages, {n_characters} characters, in {given.folder}")


if __name__ == "__main__":
    main()
