"""A run that is killed while it asks a site keeps what it had, and the next one does not ask for it again."""

import os
import signal
import subprocess
import sys
import uuid
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from flows.order import raw_in
from tasks.storage.raw_store import raw_store
from tests.flows.test_kill import ROOT, gone_within
from tests.site import Site
from tests.site.front import declaration, site_on
from tests.site.news import Mix, articles

DAY = date(2024, 5, 1)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_killed_while_it_asks_a_site_it_loses_nothing_and_asks_for_nothing_twice(run, tmp_path, undated):
    paper = articles(80, DAY, 1, mix=Mix(relevant=0.5, edited=0.0, removed=0.0))
    mark, data, sources = f"mark-{uuid.uuid4()}", tmp_path / "data", tmp_path / "sources.toml"
    with Site({}) as site:
        site.scripts[0] = site_on(DAY, paper, site.url(""))
        sources.write_text(declaration(site.url(""), 40, 2), encoding="utf-8")
        words = ["run", "--sources", str(sources), "--data", str(data)]
        held = set()
        for n_answers in (12, 40, 70):
            command = [sys.executable, "-m", "tests.flows.killed", f"asked:{n_answers}", *words]
            done = subprocess.run(
                command, cwd=ROOT, env={**os.environ, "MARK": mark}, capture_output=True, timeout=120, check=False
            )
            assert done.returncode == -signal.SIGKILL, done.stderr
            assert gone_within(mark, 20)
            with raw_store(raw_in(data)) as store:
                now = {page.url for page in store.pages(["paper"])}
            assert held < now, "what was had is still had, and there is more"
            held = now
            assert not (data / "tables").exists()
        assert len(held) < len(paper)
        command = [sys.executable, "-m", "flows.cli", *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
        assert f"pages       {len(paper)}" in done.stdout
        answered = Counter(request.target for request in site.requests() if request.is_whole and request.status == 200)
        twice = [target for target, n in answered.items() if target.startswith("/2024") and n > 1]
        assert len(twice) <= 3 * 2, "no more than what was under way at each kill"
        run((), tmp_path / "undisturbed", 1, 500, sources=sources)
    assert undated(data) == undated(tmp_path / "undisturbed")
