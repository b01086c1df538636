"""The divisions that well-known zones lie in, for the zones whose own names do not say it.

长沙高新区 and 北辰经济技术开发区 name their city or county themselves and are not in the table; 光谷 does not.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

#: What the end of a zone's name is short for; both forms name the same zone.
LONG_FORMS = {"经济技术开发区": "经开区", "经济开发区": "经开区", "高新技术产业开发区": "高新区"}


@cache
def zones() -> Mapping[str, str]:
    """Return the code of the county, else the city, that each zone of ``zones.csv`` lies in.

    A zone takes its long form besides the short one: 燕郊高新技术产业开发区, 燕郊高新区.

    Example:
        >>> zones()["光谷"], zones()["燕郊高新技术产业开发区"]
        ('420100', '131082')
    """
    text = files("schemas.reference").joinpath("zones.csv").read_text(encoding="utf-8")
    found = {row["name"]: row["region_code"] for row in csv.DictReader(text.splitlines())}
    for long_form, short_form in LONG_FORMS.items():
        longer = {
            name.removesuffix(short_form) + long_form: code for name, code in found.items() if name.endswith(short_form)
        }
        found.update(longer)
    return found


@cache
def zone_names() -> re.Pattern[str]:
    """Return the pattern of the names of these zones, the longest first.

    Example:
        >>> zone_names().findall("雄安新区与光谷，长沙高新区")
        ['雄安新区', '光谷']
    """
    return re.compile("|".join(sorted(map(re.escape, zones()), key=len, reverse=True)))
