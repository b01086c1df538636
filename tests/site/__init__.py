"""A scripted site on this machine, for tests of whatever asks the web: it answers as told, faults too, and keeps a log.

Example:
    >>> from urllib.request import urlopen
    >>> with Site({"/": Answer(body=b"news")}) as site:
    ...     _ = urlopen(site.url("/")).read()
    >>> [(request.target, request.status, request.is_whole) for request in site.log]
    [('/', 200, True)]
"""

from tests.site.answer import Answer, Request, Script
from tests.site.server import Site

__all__ = ["Answer", "Request", "Script", "Site"]
