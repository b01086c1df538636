"""How a sentence says the country or the division of its own page, as patterns over masked text."""

import re

from tasks.extract.opened import Opened

#: The whole country, and what is never of one place.
NATIONAL = re.compile(
    r"(?:全国|我国|国内|全球|世界)(?!第|首|前[列茅\d一二三四五六七八九十]|领先|最|率先|重点|排名|平均|一流|各[大地]城市"
    r"|有(?:较?[大重强]|影响|知名)|规模最|同类|单体|主要|外|赛|性|人大|两会|示范|试点|优秀|先进|百强|十强|知名|影响力|统一|级)"
    r"|(?<!入选)(?<!入围)(?<!列入)(?<!进入)(?<![获被经由受按向])(?<!获评)(?<!荣获)(?:工信部|工业和信息化部)(?![^，。；]{0,20}(?:名录|名单|试点|示范|案例|目录|认定|批复|颁发))"
    r"|(?<!\x02)(?<!\x02[省市])(?:三大运营商|三家基础电信)"
    r"|(?<=[，。、“])中国(?=5G|数字|的)|中国(?=(?:5G|数字经济|算力|移动物联网)[^，。；]{0,8}(?:基站|用户|连接|规模|总))"
)
#: 全省, 我市, 市政府: the division is that of the page or of the place named last.
HOME = re.compile(
    r"(?:全|我|(?<!资)本)(?P<level>省|自治区|市|州|区|县)(?![长委政级内外])"
    r"|(?<![\u4e00-\u9fff\x02])(?P<inside>[省市州区县])里(?=[的今要已还给计准打有对将])"
    r"|(?<![\x02全我本])(?P<government>省|自治区|市|州|区|县)(?:委?、?(?P=government)?政府)"
)
#: The same, found faster.
COUNTRIES = Opened(NATIONAL.pattern, "全我国世工三中")
HOMES = Opened(HOME.pattern, "全我本省自市州区县")
