"""Output that is full, closed, or read no further ends in a sentence or quietly."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.streams import no_room
from storage.store import Storage

FLIGHTPLAN = [sys.executable, "-m", "bot.cli.main"]


@pytest.fixture(scope="module")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("briefs") / "briefs.jsonl"
    line = json.dumps({"id": 1, "messages": ["R$ 250k in Brazil in Q1"]})
    file.write_text(f"{line}\n" * 100)
    return file


def test_a_full_disk_is_one_sentence() -> None:
    help = [*FLIGHTPLAN, "--help"]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(help, stdout=full, stderr=subprocess.PIPE, text=True)
    assert ran.returncode == 2
    assert ran.stderr.startswith("✗ Nothing more can be written: No space left on device.")
    assert len(ran.stderr.splitlines()) == 1


def test_a_reader_who_leaves_is_no_trouble(briefs: Path) -> None:
    read = [*FLIGHTPLAN, "read", "--jsonl", briefs]
    with subprocess.Popen(
        read, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == ""


def test_nobody_has_to_listen() -> None:
    quiet = ["sh", "-c", '"$@" >&-', "sh", *FLIGHTPLAN, "--help"]
    ran = subprocess.run(quiet, stderr=subprocess.PIPE, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_full_disk_is_known_from_sqlite() -> None:
    with sqlite3.connect(":memory:") as database:
        database.execute("PRAGMA max_page_count = 1")
        with pytest.raises(sqlite3.OperationalError) as full:
            database.execute("CREATE TABLE t (c)")
    assert no_room(full.value) == os.strerror(errno.ENOSPC)


async def test_a_full_disk_is_known_from_postgres(storage: Storage) -> None:
    with pytest.raises(Exception, match="no room") as full:
        async with storage.transaction() as tx:
            await tx.execute("DO $$ BEGIN RAISE 'no room' USING ERRCODE = '53100'; END $$")
    assert no_room(full.value) == os.strerror(errno.ENOSPC)


@pytest.mark.parametrize("error", [ValueError("x"), OSError(errno.ENOENT, "x"), None])
def test_other_troubles_are_not_taken_for_it(error: Exception | None) -> None:
    assert no_room(error) is None
