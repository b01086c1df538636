"""The command ``qianyue serve``."""

import argparse
from typing import Any

from flows.command import DONE, FAILED, UsageError, complain
from flows.order_options import add_how, add_what_to_read, checked_sources, ordered

_EXAMPLES = """\
examples:
  qianyue serve news/ --cron '0 6 * * *'
  qianyue serve news/ --cron '30 * * * *' --data out --now

Without PREFECT_API_URL in the environment it starts a Prefect server of its own on this machine, kept in DIR/prefect,
that ends with it. One run at a time; missed runs are made up for by one. docs/operations.md says more.
exit code: 0 stopped by Ctrl-C or SIGTERM, 1 something failed, 2 wrong usage
"""


def add_commands(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    serve = commands.add_parser(
        "serve",
        help="keep the tables up to date on a schedule",
        description="Run on a schedule, with pages that show what runs, until Ctrl-C.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_what_to_read(serve, "a file or folder with pages")
    serve.add_argument("--cron", required=True, metavar="'M H D M W'", help="when a run begins: '0 6 * * *' is at six")
    serve.add_argument("--timezone", default="Asia/Shanghai", metavar="ZONE", help="its clock (default: Asia/Shanghai)")
    serve.add_argument("--port", type=_port, default=4200, metavar="N", help="of the pages (default: 4200)")
    serve.add_argument("--name", default="qianyue", metavar="NAME", help="of the deployment (default: qianyue)")
    add_how(serve)
    serve.add_argument("--now", action="store_true", help="begin a run at once too")
    serve.set_defaults(command=_serve, only=[], due_only=False, since=None, until=None)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to 65535")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    from rich.console import Console  # noqa: PLC0415

    from flows.order import OrderError  # noqa: PLC0415
    from flows.prefect_settings import EmbeddedServerError  # noqa: PLC0415
    from flows.serve import Plan, PlanError, flow_parameters, serve  # noqa: PLC0415
    from tasks.storage.lock import DataFolderBusyError  # noqa: PLC0415

    if not options.sources and not options.declared:
        raise UsageError("nothing to read: name a file or a folder, or the file of the sources with --sources")
    try:
        order = ordered(options)
        checked_sources(order, options.data)
        read = (options.sources, options.declared, options.data)
        asked = {"keep_snapshots": options.keep_snapshots, "corrections": options.corrections}
        parameters = flow_parameters(*read, options.workers, options.cluster, **asked)
        plan = Plan(options.name, options.cron, options.timezone, parameters, options.now)
        serve(plan, options.port, Console(soft_wrap=True))
    except (OrderError, PlanError) as error:
        raise UsageError(str(error)) from error
    except DataFolderBusyError as error:
        return complain(f"{error}: it is served already", FAILED)
    except EmbeddedServerError as error:
        return complain(str(error), FAILED)
    return DONE
