"""What agreements are about."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def topic_words() -> dict[str, tuple[str, ...]]:
    """Return the words that give each topic away, the topics in the order of the file.

    Example:
        >>> topic_words()["算力"]
        ('算力', '智算', '超算')
    """
    tables = tomllib.loads(files("schemas.reference").joinpath("topics.toml").read_text("utf-8"))
    return {topic: tuple(words) for topic, words in tables["topics"].items()}
