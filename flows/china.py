"""China's time, in which schedules are written and days counted."""

from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
