"""The blocks of commands on a page, and how a test runs them."""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^(?:## (?P<section>[^\n]+)|```(?P<language>\w+) ?(?P<kind>\w*)\n(?P<text>.*?)^```)$", re.M | re.S)


@dataclass(frozen=True)
class Block:
    """A block of a page.

    Attributes:
        section: the heading that it stands under.
        language: what it is written in.
        kind: the word after the language; ``service`` for what runs until it is ended, empty for what ends by itself.
        text: what it says.
    """

    section: str
    language: str
    kind: str
    text: str

    def with_words(self, words: Mapping[str, str]) -> "Block":
        """Return the block with other words in the place of some of its own, such as ports and folders."""
        text = self.text
        for old, new in words.items():
            text = text.replace(old, new)
        return Block(self.section, self.language, self.kind, text)

    def run(self, env: Mapping[str, str], cwd: Path) -> str:
        """Run it in a shell that stops at the first fault, and return what it printed."""
        done = subprocess.run(
            ["/bin/bash", "-euo", "pipefail", "-c", self.text],
            env=env,
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, f"{self.text}\n{done.stdout}\n{done.stderr}"
        return done.stdout


def blocks(text: str) -> list[Block]:
    """Return the blocks of a page in Markdown, in their order."""
    found, section = [], ""
    for match in _BLOCK.finditer(text):
        section = match["section"] or section
        if match["language"]:
            found.append(Block(section, match["language"], match["kind"], match["text"]))
    return found
