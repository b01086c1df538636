"""Asking the sources is given the time that it needs, and ends."""

from dataclasses import replace
from datetime import UTC, datetime

from flows.harvest import ask
from flows.order import Order
from schemas.source import Politeness, Source

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
