"""What all tests share: a store for data, on an S3 server of this machine, and properties that nobody times."""

import itertools
import logging

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # how long an example takes depends on what else the machine does
settings.load_profile("untimed")

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def s3_server():
    """Return the address of an S3 server."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def store(s3_server, monkeypatch, tmp_path):
    """Return the address of an empty bucket; what belongs to a data folder in it is kept below the test's folder."""
    import s3fs

    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "reader")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    s3fs.S3FileSystem.clear_instance_cache()
    bucket = f"bucket-{next(_NUMBERS)}"
    s3fs.S3FileSystem().mkdir(bucket)
    yield f"s3://{bucket}"
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture(scope="session")
def published_twice(tmp_path_factory):
    """Return a data folder with two snapshots, and their ids: the current one and an earlier one. Change nothing."""
    from tests.published import earlier_tables, publish, sample_tables

    data = tmp_path_factory.mktemp("published") / "data"
    earlier = publish(data, earlier_tables())
    return data, publish(data, sample_tables()), earlier
