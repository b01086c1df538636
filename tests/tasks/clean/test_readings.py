"""The readings of characters are those of pypinyin, which is not imported for them."""

import subprocess
import sys
import unicodedata

import pytest

from tasks.clean.readings import files, readings
from tasks.storage.code import code_version


def test_every_reading_is_there():
    from pypinyin.constants import PINYIN_DICT

    for code_point, written in PINYIN_DICT.items():
        assert readings(chr(code_point)) == set(unicodedata.normalize("NFC", written).split(","))


def test_the_package_is_not_run():
    code = (
        "import sys, tasks.clean.shard; from tasks.clean.readings import readings; readings('行'); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pypinyin" not in done.stdout.split()


def test_its_version_counts_as_that_of_an_import(monkeypatch):
    from tasks.storage.code import metadata

    code_version.cache_clear()
    before, version = code_version("tasks.clean.shard"), metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "0" if name == "pypinyin" else version(name))
    code_version.cache_clear()
    assert code_version("tasks.clean.shard") != before
    code_version.cache_clear()


def test_a_package_that_is_missing_is_named():
    with pytest.raises(ModuleNotFoundError, match="nowhere"):
        files("nowhere")
