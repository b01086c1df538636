"""What goes wrong with one page is that page's rejection, and nothing else's."""

import pytest

from schemas.records import Rejection
from tasks.isolation import isolated


def test_a_result_passes_through():
    assert isolated("clean", "news/1.txt", "p1", lambda: 7) == 7


def test_an_error_becomes_a_rejection_that_names_page_and_reason():
    def fail():
        raise ValueError("no such date")

    assert isolated("extract", "news/1.txt", "p1", fail) == Rejection(
        "news/1.txt", "extract", "failed", "ValueError: no such date", "p1"
    )


@pytest.mark.parametrize("stop", [MemoryError, KeyboardInterrupt, SystemExit])
def test_what_is_not_the_pages_fault_stops_the_run(stop):
    def fail():
        raise stop

    with pytest.raises(stop):
        isolated("extract", "news/1.txt", "p1", fail)


def test_what_no_text_can_hold_is_written_out():
    def fail():
        raise ValueError("\udc80")

    assert isolated("clean", "news/1.txt", "p1", fail).detail == "ValueError: \\udc80"
