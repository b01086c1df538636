"""Every page of the project: what it leads to is there, and the commands that it shows are those of the program."""

import re
import shlex
import tomllib
from itertools import takewhile
from pathlib import Path

import pytest

from flows import __version__
from flows.cli import _parser
from tests.published import sample_tables

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), ROOT / "docs" / "questions.ipynb"]
EACH = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)

_FENCED = re.compile(r"^```\w*(?: \w+)?\n(.*?)^```", re.M | re.S)
_INDENTED = re.compile(r"^ {4}(\S.*)$", re.M)
_INLINE = re.compile(r"`(qianyue [^`]+)`")
#: Where a command begins; it ends with the line, with a remark after two spaces, or where its output goes elsewhere.
_BEGINS = re.compile(r"(?:^|&& |bin/|\()qianyue (?=[a-z-])")
#: What stands on a page for a number.
_NUMBERS = {"START": "0", "END": "1", "N": "2"}


def shown(text):
    """Yield the commands on a page, each as its words without the first."""
    blocks = _FENCED.findall(text)
    rest = _FENCED.sub("", text)
    lines = [line for block in blocks for line in block.splitlines()] + _INDENTED.findall(rest) + _INLINE.findall(rest)
    for line in lines:
        for place in _BEGINS.finditer(line.strip()):
            words = shlex.shlex(line.strip()[place.end() :].partition("  ")[0], posix=True, punctuation_chars=True)
            words.whitespace_split = True
            command = takewhile(lambda word: not set(word) <= set("&|;<>()"), words)
            yield [_NUMBERS.get(word, word.strip("[]")) for word in command]


def slug(heading):
    """Return what a heading is called in an address, as GitHub does it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@EACH
def test_every_file_and_heading_that_it_leads_to_exists(page):
    for path, _, heading in (link.partition("#") for link in linked(page.read_text("utf-8"))):
        target = page.parent / path if path else page
        assert target.exists(), path
        if heading:
            headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.M)
            assert heading in map(slug, headings), f"{path}#{heading}"


def linked(text):
    return re.findall(r"\]\((?!https?:)([^)\s]+)\)", text)


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "CHANGELOG.md"], ids=lambda page: page.name)
def test_every_command_that_it_shows_is_one(page, capsys):
    for words in shown(page.read_text("utf-8")):
        named = len(words) <= 2 and not words[-1].startswith("-")  # a command, without what it works on
        assert is_understood(words) or (named and is_understood([*words, "--help"])), (words, capsys.readouterr().err)


def is_understood(words):
    try:
        _parser().parse_args(words)
    except SystemExit as ended:
        return ended.code == 0
    return True


def test_links_and_commands_are_found():
    page = "[a](b.md#c) [x](https://d.example) `qianyue check`, qianyue reads\n\n"
    page += "    qianyue locate ID START END [--data DIR]\n\n"
    page += "```\npip install . && qianyue run n/ --data x > y    # do\n/bin/qianyue report  a page\n```\n"
    assert linked(page) == ["b.md#c"]
    assert list(shown(page)) == [
        ["run", "n/", "--data", "x"],
        ["report"],
        ["locate", "ID", "0", "1", "--data", "DIR"],
        ["check"],
    ]
    assert {path.name for path in PAGES if list(shown(path.read_text("utf-8")))} >= {
        "analysts.md",
        "report.md",
        "review.md",
    }


def test_the_first_steps_of_an_analyst_can_be_taken(published_twice, monkeypatch):
    monkeypatch.chdir(published_twice[0].parent)
    (code,) = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "analysts.md").read_text("utf-8"), re.M | re.S)
    names = {}
    exec(compile(code, "analysts.md", "exec"), names)  # noqa: S102 - the project's own page
    assert len(names["agreements"]) == sample_tables()["agreements"].num_rows


def test_the_version_to_cite_is_that_of_the_program():
    cited = dict(re.findall(r'^(\w[\w-]*): "?([^"\n]*)"?$', (ROOT / "CITATION.cff").read_text("utf-8"), re.M))
    assert cited["version"] == __version__
    assert cited["license"] == tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["license"]
    assert f"qianyue {__version__}, snapshot " in (ROOT / "docs" / "analysts.md").read_text("utf-8")
