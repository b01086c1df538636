"""Asking the sources is given the time that it needs, and ends."""

from dataclasses import replace
from datetime import UTC, date, datetime

from flows.harvest import ask
from flows.order import Order
from schemas.source import Politeness, Source, Window
from schemas.visit import Tally

AT = datetime(2024, 5, 1, 6, tzinfo=UTC)


class Deadlines:
    """Workers that do nothing, and how many seconds each piece of work was given."""

    def __init__(self):
        self.given = []

    def run(self, *_, seconds=None):
        self.given.append(seconds)
        return []


def test_the_most_patient_source_has_time_for_an_answer_that_was_begun_at_its_end(tmp_path):
    patient = Source("a", "feed", "https://news.example/", politeness=Politeness(max_minutes=5, whole_seconds=10))
    slow = replace(patient, name="b", politeness=Politeness(max_minutes=1, whole_seconds=900))
    workers = Deadlines()
    ask(Order((), asked=(patient, slow)), tmp_path / "store.sqlite", AT, workers)
    assert workers.given == [(5 + 10) * 60 + 900]


def test_archives_are_left_alone_while_days_are_filled_up(tmp_path):
    """They have no days; and each of them is a call of its own, so that one that is deadly costs no other."""
    asked = []

    class Recorder:
        def run(self, door, sources, *_, **__):
            asked.append((door.rpartition(":")[2], [source.name for source in sources]))
            return [Tally(source.name) for source in sources]

    sources = (
        Source("one", "jsonl", "a.jsonl"),
        Source("daily", "feed", "https://daily.example/feed.xml"),
        Source("two", "warc", "a.warc"),
    )
    raw = tmp_path / "raw.sqlite"
    filled_up = Window(date(2024, 1, 1), date(2024, 1, 31))
    assert [tally.source for tally in ask(Order((), sources, sources, filled_up), raw, AT, Recorder())] == ["daily"]
    asked.clear()
    ask(Order((), sources, sources), raw, AT, Recorder())
    assert asked == [("harvest", ["daily"]), ("take_all", ["one"]), ("take_all", ["two"])]
