"""What docs/operations.md says is done, on a real PostgreSQL, and a real browser looks at what comes of it."""

import os
import shutil
import signal
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.flows.browser import browser
from tests.flows.conftest import SAMPLES
from tests.flows.operation import (
    PATIENCE,
    ROOT,
    Api,
    environment,
    free_port,
    postgres,
    postgres_programs,
    process,
    until,
)
from tests.flows.page import Block, blocks

PAGE = blocks((ROOT / "docs" / "operations.md").read_text(encoding="utf-8"))


#: Shorter than what people want to wait for.
IMPATIENT = {"PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS": "3", "PREFECT_WORKER_QUERY_SECONDS": "2"}


def section(name: str, kind: str | None = None) -> list[Block]:
    found = [block for block in PAGE if block.section.startswith(name) and (kind is None or block.kind == kind)]
    assert found, f"no block under {name}"
    return found


@dataclass
class Place:
    """Where the commands of the page are run, and by what other words."""

    folder: Path
    words: dict[str, str]
    env: dict[str, str]
    api: Api
    services: dict[str, ExitStack] = field(default_factory=dict)

    def run(self, block: Block) -> str:
        return block.with_words(self.words).run(self.env, ROOT)

    def start(self, block: Block) -> subprocess.Popen[bytes]:
        """Start a service; its name is the second word of its last command."""
        name = " ".join(block.text.split("exec ")[-1].split()[:2])
        stack = self.services[name] = ExitStack()
        command = ["/bin/bash", "-euc", block.with_words(self.words).text]
        return stack.enter_context(process(command, self.folder / f"{name}.log", ROOT, self.env))

    def stop(self, name: str) -> None:
        self.services.pop(name).close()


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    """Return the place where all that a team needs is running, started by the commands of the page in their order."""
    folder = tmp_path_factory.mktemp("team")
    shutil.copytree(SAMPLES, folder / "news")
    port = free_port()
    with postgres() as database, ExitStack() as all_services:
        env = environment(PGPASSWORD="admin", **IMPATIENT)
        env["PATH"] = f"{postgres_programs()}{os.pathsep}{env['PATH']}"
        words = {"5432": str(database), "4200": str(port), "/srv/qianyue": str(folder)}
        place = Place(folder, words, env, Api(f"http://127.0.0.1:{port}"))
        all_services.callback(lambda: [place.stop(name) for name in reversed(list(place.services))])
        for block in [*section("Sources"), *section("A team")]:
            if block.kind != "service":
                place.said = place.run(block)
                continue
            place.start(block)
            until(place.api.is_up, "the server answers")
        yield place


def test_a_team_has_its_run_by_the_commands_of_the_page(team):
    (run,) = team.api.runs("Completed")
    assert run["tags"] == ["qianyue"]
    assert run["name"].endswith(" data")
    assert run["state"]["data"] is None or "storage_key" not in str(run["state"]["data"])
    assert (team.folder / "data" / "tables" / "agreements.parquet").exists()
    report = team.api.artifacts(run["id"])["run-report"]["data"]
    assert "| agreements | 19 |" in report
    coming = team.api.runs("Scheduled")
    assert {one["expected_start_time"][11:16] for one in coming} == {"22:00"}  # six in China


def test_a_browser_sees_run_report_and_schedule_and_asks_nobody_else(team, tmp_path):
    (run,) = team.api.runs("Completed")
    look_at(team.api, run, team.api.get("deployments/name/qianyue/daily"), tmp_path)


def look_at(api, run, deployment, folder):
    """Look at the pages of a completed run, its report and its deployment as somebody would who operates it."""
    report = api.artifacts(run["id"])["run-report"]
    pictures = Path(os.environ.get("QIANYUE_PICTURES", folder))
    with browser(folder / "profile") as window:
        window.see(f"{api.pages}/runs", run["name"], picture=pictures / "runs.png")
        window.see(
            f"{api.pages}/runs/flow-run/{run['id']}",
            run["name"],
            "Completed",
            "Finished in state",
            picture=pictures / "run.png",
        )
        window.see(
            f"{api.pages}/artifacts/artifact/{report['id']}",
            "agreements",
            "19",
            "metrics",
            picture=pictures / "report.png",
        )
        window.see(f"{api.pages}/artifacts/key/run-report", "run-report", picture=pictures / "artifacts.png")
        window.see(
            f"{api.pages}/deployments/deployment/{deployment['id']}",
            deployment["name"],
            "At 06:00 AM",
            picture=pictures / "deployment.png",
        )
        assert window.asked_elsewhere() == []


def test_a_run_survives_a_restart_of_the_server_and_keeps_its_slot(team):
    """The second run, which waits for the slot that the first one holds, begins when that has ended."""
    (team.folder / "news" / "another.txt").write_text(
        (SAMPLES / "visit.txt").read_text(encoding="utf-8") + "\n又一句。\n"
    )
    deployment = team.api.get("deployments/name/qianyue/daily")["id"]
    first = team.api.begin(deployment)
    team.api.ends(first, "Running")
    stopped = until(lambda: workers_of(first), "the run has processes that work")
    for number in stopped:
        os.kill(number, signal.SIGSTOP)
    second = team.api.begin(deployment)
    until(lambda: team.api.state(second) == "AwaitingConcurrencySlot", "the second run waits")
    server = next(block for block in section("A team", "service") if "server start" in block.text)
    team.stop("prefect server")
    team.start(server)
    until(team.api.is_up, "the server answers again")
    (lease,) = {path.stem for path in (team.folder / "server" / "concurrency_leases").glob("*-*.json")}
    team.api.post(
        f"v2/concurrency_limits/leases/{lease}/renew", {"lease_duration": 300}
    )  # as the run does from time to time
    for number in stopped:
        os.kill(number, signal.SIGCONT)
    done = team.api.ends(first, "Completed")
    assert team.api.ends(second, "Completed")["start_time"] > done["end_time"]


def test_serving_on_a_server_of_the_team_uses_that_and_pauses_its_schedule_at_the_end(team):
    data = team.folder / "other"
    command = ["qianyue", "serve", str(team.folder / "news"), "--data", str(data), "--cron", "30 7 * * 1"]
    env = {**team.env, "PREFECT_API_URL": f"{team.api.pages}/api", "PREFECT_HOME": str(team.folder / "home")}
    with process([*command, "--name", "weekly"], team.folder / "serve.log", team.folder, env) as serving:
        until(lambda: "Ctrl-C" in (team.folder / "serve.log").read_text(), "it says that it serves")
        assert f"pages       {team.api.pages}" in (team.folder / "serve.log").read_text()
        deployment = team.api.get("deployments/name/qianyue/weekly")
        assert deployment["schedules"][0]["schedule"]["cron"] == "30 7 * * 1"
        assert not deployment["paused"]
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(60) == 0
    assert team.api.get("deployments/name/qianyue/weekly")["paused"]
    assert not (data / "prefect").exists()


def workers_of(run):
    """Return the processes that work for a flow run: the children of the one that carries its id."""
    engines = {number for number, env, _ in processes() if f"PREFECT__FLOW_RUN_ID={run}" in env}
    return [number for number, _, parent in processes() if parent in engines and number in engines]


def processes():
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            env = (folder / "environ").read_bytes().decode(errors="replace").split("\0")
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        yield int(folder.name), env, parent


def test_a_gap_is_filled_up_by_the_command_of_the_page(team):
    (fill,) = section("Fill up")
    assert f"tables      {team.folder / 'data' / 'tables'}" in team.run(fill)


def test_what_was_backed_up_is_restored_and_upgraded(team):
    """The server's history comes back with the database; the tables of the backup are whole."""
    for block in section("Back up", ""):
        team.run(block)
    published = {path.name: path.read_bytes() for path in (team.folder / "data" / "tables").iterdir()}
    copy = team.folder / "backup" / "data" / "tables"
    assert {path.name: path.read_bytes() for path in copy.iterdir()} == published
    assert (team.folder / "backup" / "pages.warc.gz").stat().st_size > 1000
    before = {run["id"] for run in team.api.runs("Completed")}
    team.stop("prefect worker")
    team.stop("prefect server")
    for block in section("Restore"):
        team.run(block)
    assert {path.name: path.read_bytes() for path in (team.folder / "data" / "tables").iterdir()} == published
    (upgrade,) = section("Upgrade")
    install, rest = upgrade.text.split("\n", 1)
    assert install.split("pip ")[1] == next(b for b in PAGE if b.kind == "install").text.rstrip().split("pip ")[1]
    team.run(Block(upgrade.section, "sh", "", rest))
    for block in section("A team", "service"):
        team.start(block)
        until(team.api.is_up, "the server answers")
    assert {run["id"] for run in team.api.runs("Completed")} == before


def test_the_page_installs_as_the_check_does():
    """Packages are not fetched twice: that the command works is what ``.ci/run`` shows."""
    (install,) = [block for block in PAGE if block.kind == "install"]
    assert "pip install -c constraints.txt ." in install.text
    assert "pip install --quiet -c constraints.txt '.[test]'" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_unit_starts_what_the_page_shows():
    (unit,) = [block for block in PAGE if block.language == "ini"]
    (command,) = section("One machine", "service")
    started = next(line for line in unit.text.splitlines() if line.startswith("ExecStart="))
    assert started == "ExecStart=/srv/qianyue/venv/bin/" + command.text.strip().removesuffix(" --now")


def test_every_block_is_run_by_a_test():
    kinds = {(block.language, block.kind) for block in PAGE}
    assert kinds == {("sh", kind) for kind in ("", "service", "install", "sqlite", "stop", "upgrade")} | {("ini", "")}
    sections = {block.section for block in PAGE}
    assert sections == {
        "Install",
        "Sources",
        "One machine: a schedule",
        "Watch",
        "Fill up the past",
        "Alerts",
        "A team: PostgreSQL and a work pool",
    } | {
        "Back up",
        "Restore",
        "Upgrade",
    }
    assert PATIENCE
