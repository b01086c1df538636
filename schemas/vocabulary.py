"""The closed sets of words that appear in the tables.

Each set is declared once, as a ``Literal`` type for the type checker; ``allowed`` turns it into the tuple that the
write check and the dictionary use.
"""

from typing import Any, Literal, get_args

AgreementKind = Literal["strategic_cooperation", "framework", "memorandum", "project", "procurement", "other"]
AgreementStatus = Literal["signed", "planned", "earlier"]
Role = Literal["government", "operator", "vendor", "enterprise", "institution", "zone", "other"]
Operator = Literal["中国移动", "中国联通", "中国电信", "中国铁塔", "中国广电"]
MetricUnit = Literal["count", "per_10k_people", "percent", "Mbps", "ms", "CNY", "PFLOPS", "ratio"]
Aspect = Literal["total", "added", "growth", "share"]
MetricStatus = Literal["actual", "target"]
Approximator = Literal["exact", "about", "nearly", "over", "at_least", "at_most"]
Technology = Literal["5G", "5G-A", "4G", "gigabit", "fibre", "iot", "compute"]
RegionLevel = Literal["province", "prefecture", "county"]
Script = Literal["hans", "hant", "mixed"]
Stage = Literal["fetch", "clean", "segment", "extract", "digest", "aggregate"]
RejectionReason = Literal[
    "unreadable",
    "empty",
    "binary",
    "not_chinese",
    "too_large",
    "unsupported",
    "failed",
    "robots",  # the site asks robots not to
    "private_address",  # the address lies in a private, loopback or link-local range
    "unreachable",  # no such host, nobody listens there, or no secure connection
    "timeout",
    "incomplete",  # the answer broke off
    "http_error",  # the server answered that it has no such page, or that it failed
    "redirects",  # the redirects lead in a circle, too far or nowhere
]
Change = Literal["added", "changed", "merged", "removed"]
ChangeReason = Literal[
    "correction",  # people corrected the row
    "new_page",  # a page at an address that was not there before
    "changed_page",  # an address that was there before gave another page
    "gone_page",  # a page that the sources no longer hold
    "new_rules",  # the code or its reference data
]

CorrectedTable = Literal["agreements", "metrics"]
CorrectionAction = Literal["set", "merge", "split", "drop"]
CorrectionStatus = Literal[
    "applied",
    "unneeded",  # the pages now say it by themselves
    "stale",  # what it rests on is no longer there, or is no longer one row's
    "conflicting",  # another entry of the file says otherwise
]

#: How the tables name the whole country, which has no code.
NATION = "全国"


def allowed(words: Any) -> tuple[str, ...]:
    """Return the words of one of the sets above.

    Example:
        >>> allowed(MetricStatus)
        ('actual', 'target')
    """
    return get_args(words)
