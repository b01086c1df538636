"""``qianyue serve`` on its own server: runs come and go, are killed, collide and fail, and the tables stay right."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import threading
import uuid
from collections import Counter
from contextlib import closing
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tasks.storage.raw_store import raw_store
from tests.flows.conftest import SAMPLES
from tests.flows.operation import Api, environment, free_port, until
from tests.flows.page import Block
from tests.flows.test_kill import gone_within
from tests.flows.test_operations import look_at, processes, section, workers_of
from tests.site import Site
from tests.site.front import declaration, site_on
from tests.site.news import Mix, articles

SECRET = "token-nobody-may-see"  # noqa: S105


class Hook:
    """A place that takes alerts and keeps them."""

    def __init__(self) -> None:
        taken = self.taken = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                taken.append((self.path, json.loads(body)))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.port = self.server.server_port

    def last(self, run):
        """Return the alert of a run, None where there is none."""
        return next((said for _, said in self.taken if said["id"] == run), None)


class Served:
    """A data folder that is served by the command of the page, as often as it is started."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.mark = folder, free_port(), f"mark-{uuid.uuid4()}"
        self.hook = Hook()
        self.api = Api(f"http://127.0.0.1:{self.port}")
        self.env = environment(MARK=self.mark)
        self.words = {"4200": str(self.port), "/srv/qianyue": str(folder)}
        self.words["127.0.0.1:8000/hook"] = f"127.0.0.1:{self.hook.port}/{SECRET}"
        self.process, self.said = None, 0

    def start(self, *more: str) -> None:
        """Start it and wait until it says where its pages are."""
        (block,) = section("One machine", "service")
        words = block.with_words(self.words).text.strip().removesuffix(" --now") + " " + " ".join(more)
        with (self.folder / "serve.log").open("ab") as log:
            self.said = log.tell()
            self.process = subprocess.Popen(
                ["/bin/bash", "-euc", f"exec {words}"],
                cwd=self.folder,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until(lambda: "Ctrl-C" in self.log() or self.process.poll(), "it says that it serves")
        assert self.process.poll() is None, self.log()

    def log(self) -> str:
        """Return what it said since it was started last."""
        return (self.folder / "serve.log").read_bytes()[self.said :].decode()

    def run(self, block: Block) -> str:
        """Run it as in a shell in which the variable was exported that the page says once."""
        address = f"{self.api.pages}/api"
        home = str(self.folder / "nobody")
        return block.with_words(self.words).run(
            {**self.env, "PREFECT_API_URL": address, "PREFECT_HOME": home}, self.folder
        )

    def begin(self, **parameters) -> str:
        deployment = self.api.get("deployments/name/qianyue/qianyue")["id"]
        body = {"state": {"type": "SCHEDULED"}, "parameters": parameters}
        return self.api.post(f"deployments/{deployment}/create_flow_run", body)["id"]

    def new_page(self) -> None:
        """Put another page into the folder, so that the next run has something to do."""
        name = f"page-{uuid.uuid4().hex[:8]}"
        text = (SAMPLES / "visit.txt").read_text(encoding="utf-8")
        (self.folder / "news" / f"{name}.txt").write_text(f"{text}\n编号{name}。\n", encoding="utf-8")

    def tables_are_right(self) -> bool:
        """Return whether the tables hold each page of the folder once."""
        published = self.folder / "data" / "tables"
        pages = sorted(f"news/{path.name}" for path in (self.folder / "news").iterdir())
        import pandas as pd

        documents = pd.read_parquet(published / "documents.parquet")
        rejected = pd.read_parquet(published / "rejected.parquet")
        return sorted([*documents.source_uri, *rejected.source_uri]) == pages


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(SAMPLES, folder / "news")
    here = Served(folder)
    for block in section("Sources"):
        here.run(block)
    here.start("--now")
    yield here
    if here.process.poll() is None:
        here.process.kill()
    assert gone_within(here.mark, 20)


@pytest.fixture(scope="module")
def first(served):
    """Return the first run, which began at once."""
    (run,) = until(lambda: served.api.runs("Completed", "Failed", "Crashed"), "the first run ends")
    return run


def test_the_first_run_begins_at_once_and_leaves_a_report(served, first):
    assert first["state_name"] == "Completed"
    assert first["tags"] == ["qianyue"]
    begun = datetime.fromisoformat(first["expected_start_time"]).astimezone(tz=_china())
    assert first["name"] == f"{begun:%Y-%m-%d %H:%M} data"
    artifacts = served.api.artifacts(first["id"])
    assert {f"progress-{stage}" for stage in ("fetch", "clean", "segment", "extract", "aggregate")} < set(artifacts)
    assert {one["data"] for key, one in artifacts.items() if key.startswith("progress-")} == {100}
    assert "| agreements | 19 |" in artifacts["run-report"]["data"]
    assert served.tables_are_right()


def _china():
    from zoneinfo import ZoneInfo

    return ZoneInfo("Asia/Shanghai")


def test_a_browser_sees_run_report_and_schedule_and_asks_nobody_else(served, first, tmp_path):
    look_at(served.api, first, served.api.get("deployments/name/qianyue/qianyue"), tmp_path)


def test_the_console_says_where_to_look_and_when_the_next_run_begins(served):
    lines = dict(line.split(maxsplit=1) for line in served.log().splitlines()[1:6])
    assert lines["pages"] == f"http://127.0.0.1:{served.port}"
    assert lines["schedule"] == "0 6 * * * (Asia/Shanghai)"


def test_the_commands_to_watch_and_to_back_up_work(served, first):
    said = [served.run(block) for block in section("Watch")]
    assert "qianyue/qianyue" in said[0]
    assert first["name"] in said[0]
    assert "Completed" in said[1]
    served.run(section("Back up", "")[0])
    served.run(section("Back up", "sqlite")[0])
    with sqlite3.connect(served.folder / "backup" / "prefect.db") as copy:
        assert copy.execute("select count(*) from flow_run where state_name = 'Completed'").fetchone()[0] >= 1


def test_a_run_that_fails_is_told_to_the_webhook_and_its_address_to_nobody(served, first):
    for block in section("Alerts"):
        served.run(block)
    run = served.begin(paths=[str(served.folder / "nowhere")])
    served.api.ends(run, "Failed")
    said = until(lambda: served.hook.last(run), "the alert comes")
    assert said["state"] == "Failed"
    assert "nowhere" in said["message"]
    assert said["text"].startswith("qianyue: ")
    logs = served.api.post("logs/filter", {"logs": {"flow_run_id": {"any_": [run]}}})
    everything = json.dumps(logs) + served.log() + (served.folder / "data" / "prefect" / "server.log").read_text()
    assert "nowhere" in everything
    assert SECRET not in everything


def test_a_run_that_finds_the_data_folder_taken_is_skipped_without_an_alert(served, first, held):
    with held(served.folder / "data"):
        run = served.begin()
        state = served.api.ends(run, "Skipped")["state"]
    assert state["type"] == "CANCELLED"
    assert "another run" in state["message"]
    assert served.hook.last(run) is None


def test_of_two_runs_that_are_begun_at_once_the_second_waits(served, first):
    served.new_page()
    runs = [served.begin(), served.begin()]
    done = sorted((served.api.ends(run, "Completed") for run in runs), key=lambda run: run["start_time"])
    assert done[0]["end_time"] < done[1]["start_time"]
    assert served.tables_are_right()


def test_a_run_whose_process_is_killed_is_crashed_and_the_next_one_goes_on(served, first):
    served.new_page()
    run = served.begin()
    served.api.ends(run, "Running")
    os.kill(engine_of(run), signal.SIGKILL)
    served.api.ends(run, "Crashed")
    assert until(lambda: served.hook.last(run), "the alert comes")["state"] == "Crashed"
    served.api.ends(served.begin(), "Completed")
    assert served.tables_are_right()


def test_killed_as_each_stage_has_just_written_its_work_nothing_is_lost(served, first):
    """The moment is seen on the disk: the stage's files, or the tables that are not published yet."""
    data = served.folder / "data"
    tables = data / "tables"
    before = tables.readlink()
    for stage in ("fetch", "clean", "segment", "extract", "aggregate"):
        served.new_page()
        folder = data / "snapshots" if stage == "aggregate" else data / "work" / stage
        written = set(folder.rglob("*"))
        run = served.begin()
        engine = until(lambda run=run: engine_of(run), "the run has a process")
        until(lambda f=folder, w=written: set(f.rglob("*")) - w, f"{stage} writes", pause=0.005)
        os.kill(engine, signal.SIGKILL)
        served.api.ends(run, "Crashed")
        assert tables.readlink() == before, "nothing half done is published"
    served.api.ends(served.begin(), "Completed")
    assert served.tables_are_right()


def test_killed_while_it_asks_a_site_it_asks_for_no_page_twice(served, first):
    paper = articles(40, date(2024, 5, 1), 1, mix=Mix(edited=0.0, removed=0.0))
    file = served.folder / "sources.toml"
    declared = file.read_text(encoding="utf-8")
    with Site({}) as site:
        site.scripts[0] = site_on(date(2024, 5, 1), paper, site.url(""))
        file.write_text(declared + declaration(site.url(""), 20), encoding="utf-8")
        run = served.begin()
        engine = until(lambda: engine_of(run), "the run has a process")
        raw = served.folder / "data" / "raw" / "store.sqlite"
        until(lambda: raw.exists() and len(pages_in(raw)) >= 5, "pages are kept", pause=0.02)
        os.kill(engine, signal.SIGKILL)
        served.api.ends(run, "Crashed")
        held = pages_in(raw)
        assert len(held) < len(paper)
        served.api.ends(served.begin(), "Completed")
        asked = Counter(request.target for request in site.requests() if request.target.startswith("/2024"))
    file.write_text(declared, encoding="utf-8")
    assert pages_in(raw) == {site.url(article.path) for article in paper}
    assert len([target for target, n in asked.items() if n > 1]) <= 1, "no more than what was under way"
    import pandas as pd

    documents = pd.read_parquet(served.folder / "data" / "tables" / "documents.parquet")
    assert set(documents.source_uri) >= pages_in(raw)


def pages_in(raw):
    with raw_store(raw) as store:
        return {page.url for page in store.pages(["paper"])}


def engine_of(run):
    """Return the process that carries out a run: the one that its workers are children of."""
    carries = {number: parent for number, env, parent in processes() if f"PREFECT__FLOW_RUN_ID={run}" in env}
    return next((number for number, parent in carries.items() if parent not in carries), None)


def test_a_second_one_on_the_same_data_is_refused(served, first):
    command = ["qianyue", "serve", str(served.folder / "news"), "--data", str(served.folder / "data")]
    more = ["--cron", "0 6 * * *", "--port", str(free_port())]
    done = subprocess.run([*command, *more], env=served.env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "it is served already" in done.stderr


def test_killed_it_leaves_nothing_running_and_started_again_it_puts_that_right(served, first):
    served.new_page()
    run = served.begin()
    served.api.ends(run, "Running")
    until(lambda: workers_of(run), "the run has processes that work")
    served.process.kill()
    assert gone_within(served.mark, 30), "processes were left behind"
    before = {one["id"] for one in history(served, "select id from flow_run")}
    served.start("--now")
    until(lambda: [one for one in served.api.runs("Completed") if one["id"] not in before], "another run ends")
    assert served.api.state(run) == "Crashed"
    assert served.tables_are_right()


@pytest.mark.parametrize(("number", "send"), [(signal.SIGTERM, os.kill), (signal.SIGINT, os.killpg)])
def test_told_to_stop_it_ends_all_that_it_started(served, first, number, send):
    """Ctrl-C in a terminal goes to all processes that were started there."""
    if served.process.poll() is not None:
        served.start()
    served.new_page()
    run = served.begin()
    served.api.ends(run, "Running")
    said = len(served.log())
    send(served.process.pid, number)
    assert served.process.wait(60) == 0, served.log()
    assert gone_within(served.mark, 5), "processes were left behind"
    assert "Traceback" not in served.log()[said:]
    (row,) = history(served, "select state_name from flow_run where id = ?", run)
    assert row["state_name"] == "Cancelled"


def history(served, question, *values):
    """Ask the server's history as it lies on the disk."""
    with closing(sqlite3.connect(served.folder / "data" / "prefect" / "prefect.db")) as database:
        database.row_factory = sqlite3.Row
        return database.execute(question, values).fetchall()
