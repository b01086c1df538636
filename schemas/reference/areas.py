"""Parts of the country that are no divisions: 东部, 京津冀, 长三角."""

import re
import tomllib
from functools import cache
from importlib.resources import files

#: What stands in masked text for the name of a division: 湖北西部 is a part of 湖北.
NAMED = "\x02"


@cache
def area_names() -> re.Pattern[str]:
    """Return the pattern of their names, read once from ``areas.toml``.

    Example:
        >>> area_names().findall("东部、中部和西部，中东部地区，京津冀")
        ['东部', '中部', '西部', '京津冀']
    """
    lists = tomllib.loads(files("schemas.reference").joinpath("areas.toml").read_text("utf-8"))
    names = "|".join(sorted(lists["names"], key=len, reverse=True))
    directions = "|".join(lists["directions"])
    return re.compile(
        rf"(?<![\u4e00-\u9fff])(?:{names})|(?<=[和与及])(?:{names})"
        rf"|(?:(?<![\u4e00-\u9fff{NAMED}])|(?<=[和与及]))(?:{directions})(?=[、和与及，的\s|\d]|5G|4G|$)"
    )
