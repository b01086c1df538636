"""Where a text names divisions, and what their governments and the branches in them are called."""

from schemas.records import HomeRegion, RegionMention
from schemas.reference.regions import gazetteer
from tasks.extract.home import meant_by_home
from tasks.extract.located import standing_in


class Places:
    """The places that a text names, found by where they start or end, and its home."""

    def __init__(self, text: str, regions: tuple[RegionMention, ...], home: HomeRegion) -> None:
        self._text = text
        self._regions = regions
        self._home = home
        self._starting = {region.start: region for region in regions}
        self._ending = {region.end: region for region in regions}

    def starting_at(self, position: int) -> RegionMention | None:
        """Return the innermost place of the run of places that starts there: 蓬江区 of 江门市蓬江区."""
        found = self._starting.get(position)
        while found is not None and found.end in self._starting:
            found = self._starting[found.end]
        return found

    def ending_at(self, position: int) -> RegionMention | None:
        """Return the place whose name ends there."""
        return self._ending.get(position)

    def in_brackets_after(self, position: int) -> str | None:
        """Return the code of the place that stands alone in brackets after the position: 第四医院（义乌）."""
        place = self._starting.get(position + 1)
        enclosed = (
            place is not None and self._text[position] in "（(" and self._text[place.end : place.end + 1] in ("）", ")")
        )
        return place.region_code if place is not None and enclosed else None

    def start_of_run(self, position: int) -> int:
        """Return where the run of places that ends there starts; the position itself where none ends there."""
        while position in self._ending:
            position = self._ending[position].start
        return position

    def within(self, start: int, end: int) -> str | None:
        """Return the code of the last place named between two positions that has one."""
        inside = standing_in(self._regions, start, end)
        return next((region.region_code for region in reversed(inside) if region.region_code), None)

    def home_at(self, level: str) -> str | None:
        """Return the code of the division that 我市, 市政府 or 区教育局 means in this text."""
        return meant_by_home(self._home, level)

    @property
    def home(self) -> str | None:
        """The narrowest division that the text is at home in."""
        return self._home.county or self._home.prefecture or self._home.province


def name_of(code: str) -> str:
    """Return the division's own name.

    Example:
        >>> name_of("331100")
        '丽水市'
    """
    region = gazetteer().region(code)
    if region is None:
        raise KeyError(code)
    return region.name


def short_name_of(code: str) -> str:
    """Return the division's name without the word for its level.

    Example:
        >>> short_name_of("331100"), short_name_of("640000")
        ('丽水', '宁夏')
    """
    region = gazetteer().region(code)
    if region is None:
        raise KeyError(code)
    return region.short_name


def branch_place_of(code: str) -> str:
    """Return the short name by which branches are called, with the city's before it where counties share it.

    Example:
        >>> branch_place_of("220000"), branch_place_of("220200"), branch_place_of("350102")
        ('吉林', '吉林市', '福州鼓楼')
    """
    region, short = gazetteer().region(code), short_name_of(code)
    same = {each.region.code for each in gazetteer().names.get(short, ()) if each.region.valid_to is None}
    if region is None or region.level == "province" or len(same) < 2:
        return short
    above = gazetteer().prefecture_of(code)
    if region.level == "prefecture":
        return region.name if f"{code[:2]}0000" in same else short
    return short_name_of(above) + short if above else short


def government_of(code: str) -> str:
    """Return the name of the division's government, a district's with its city, as districts share names.

    Example:
        >>> government_of("331100"), government_of("500107")
        ('丽水市人民政府', '重庆市九龙坡区人民政府')
    """
    return f"{standing_name_of(code)}人民政府"


def standing_name_of(code: str) -> str:
    """Return the division's name so that it can stand alone: a district's with its city before it."""
    name = name_of(code)
    region = gazetteer().region(code)
    if region is not None and region.level == "county" and name.endswith("区"):
        above = gazetteer().ancestors(code)
        return above[0].name + name if above else name
    return name
