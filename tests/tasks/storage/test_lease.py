"""One run at a time holds a data folder in a store, and nobody waits for ever for one that was killed."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from tasks.storage import lease
from tasks.storage.files import read_json, write_json
from tasks.storage.lease import LENGTH, DataFolderBusyError, leased
from tasks.storage.lock import alone_in
from tasks.storage.place import PlaceError, place

AT = datetime(2024, 5, 20, tzinfo=UTC)


@pytest.fixture
def data(store):
    return place(f"{store}/data")


def at(moment):
    return lambda: moment


def names(data):
    return [path.name for path in (data / "leases").iterdir()]


def test_it_is_free_again_when_it_was_let_go(data):
    for _ in range(3):
        with leased(data, at(AT)), pytest.raises(DataFolderBusyError, match=r"process .* is working in s3://"):
            leased(data, at(AT + LENGTH / 2)).__enter__()
    assert names(data) == ["00000003.json"]


def test_one_that_nobody_renews_runs_out(data):
    killed = leased(data, at(AT))
    killed.__enter__()
    with pytest.raises(DataFolderBusyError):
        leased(data, at(AT + LENGTH - timedelta(seconds=1))).__enter__()
    with leased(data, at(AT + LENGTH)):
        assert names(data) == ["00000002.json"]
    killed.__exit__(None, None, None)


def test_one_that_is_renewed_does_not(data, monkeypatch):
    monkeypatch.setattr(lease, "RENEWAL", timedelta(milliseconds=5))
    moments = [AT]
    with leased(data, lambda: moments[-1]):
        before = read_json(data / "leases" / "00000001.json")
        moments.append(AT + LENGTH / 2)
        while read_json(data / "leases" / "00000001.json") == before:
            pass
        with pytest.raises(DataFolderBusyError):
            leased(data, at(AT + LENGTH)).__enter__()


def test_of_many_that_begin_at_once_one_gets_it(data):
    write_json({"owner": "somebody", "expires": AT.isoformat()}, data / "leases" / "00000007.json")
    together, held, busy, over = threading.Barrier(6), [], [], threading.Event()

    def begin(number):
        together.wait()
        try:
            with leased(data, at(AT + timedelta(microseconds=number))):
                held.append(number)
                over.wait(30)
        except DataFolderBusyError:
            busy.append(number)
        if len(busy) == 5:
            over.set()

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(held), len(busy)) == (1, 5)


def test_a_number_that_came_free_deceives_nobody(data, monkeypatch):
    """Between the look at the highest lease and the making of the next, two others have held the folder."""
    write_json({"owner": "first", "expires": AT.isoformat()}, data / "leases" / "00000001.json")
    look = lease._holder

    def slow(*arguments):
        found = look(*arguments)
        (data / "leases" / "00000001.json").unlink()
        write_json({"owner": "third", "expires": (AT + LENGTH).isoformat()}, data / "leases" / "00000003.json")
        return found

    monkeypatch.setattr(lease, "_holder", slow)
    with pytest.raises(DataFolderBusyError, match="faster"):
        leased(data, at(AT)).__enter__()


def test_a_store_that_keeps_no_promise_is_noticed(data, monkeypatch):
    """It lets two make the same object, and the other one was later."""

    other = {"owner": "other", "expires": (AT + LENGTH).isoformat()}
    monkeypatch.setattr(data.fs, "pipe_file", lambda *_, **__: write_json(other, data / "leases" / "00000001.json"))
    with pytest.raises(DataFolderBusyError, match="faster"):
        leased(data, at(AT)).__enter__()


def test_the_folder_is_held_on_this_machine_too_and_may_be_entered_again(data, tmp_path):
    with alone_in(data, at(AT)), alone_in(data, at(AT)):
        (folder,) = (tmp_path / "state" / "qianyue").iterdir()
        assert (folder / ".lock").read_text()
    with alone_in(data, at(AT)):
        pass


def test_it_is_not_held_without_a_clock(data):
    with pytest.raises(TypeError, match="clock"):
        alone_in(data).__enter__()


def test_a_store_that_cannot_be_reached_is_named(data, store):
    with pytest.raises(PlaceError, match=rf"{store}-nowhere/data cannot be reached"):
        leased(place(f"{store}-nowhere/data"), at(AT)).__enter__()
