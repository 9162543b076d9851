import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from storage.engines import Addresses, Engines

_HOLDER = """
import sys, time
from pathlib import Path
from storage.engines import Engines

engines = Engines(Path(sys.argv[1]), durable=False)
print(*[engines.ensure().database_url], flush=True)
time.sleep(60)
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"
    last = Engines(tmp_path / "home", durable=False)
    last.ensure()
    last.stop()


def answer(addresses: Addresses) -> bool:
    try:
        with psycopg.connect(addresses.database_url) as connection:
            connection.execute("SELECT 1")
        with redis.Redis.from_url(addresses.redis_url) as client:
            return bool(client.ping())
    except (psycopg.OperationalError, redis.ConnectionError):
        return False


def postmaster(home: Path) -> psutil.Process:
    pid_file = home.resolve() / "postgres" / "postmaster.pid"
    return psutil.Process(int(pid_file.read_text().split()[0]))


def hold_in_another_process(home: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(home)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("postgresql://")
    return process


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_engines_start_answer_and_stop(home: Path) -> None:
    with Engines(home, durable=False) as addresses:
        assert answer(addresses)
    assert not answer(addresses)


def test_a_second_start_finds_the_data(home: Path) -> None:
    with Engines(home) as addresses, psycopg.connect(addresses.database_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with Engines(home) as addresses, psycopg.connect(addresses.database_url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_users_share_engines_and_the_last_one_stops_them(home: Path) -> None:
    first, second = Engines(home, durable=False), Engines(home, durable=False)
    addresses = first.ensure()
    assert second.ensure() == addresses
    first.stop()
    assert answer(addresses)
    second.stop()
    assert not answer(addresses)


def test_ensuring_or_stopping_twice_changes_nothing(home: Path) -> None:
    engines = Engines(home, durable=False)
    assert engines.ensure() == engines.ensure()
    engines.stop()
    engines.stop()


def test_a_killed_user_leaves_engines_that_the_next_takes_over_and_stops(home: Path) -> None:
    kill(hold_in_another_process(home))
    running = postmaster(home).pid
    with Engines(home, durable=False) as addresses:
        assert postmaster(home).pid == running
        assert answer(addresses)
    assert not answer(addresses)


def test_a_living_user_in_another_process_keeps_them(home: Path) -> None:
    other = hold_in_another_process(home)
    with Engines(home, durable=False) as addresses:
        pass
    assert answer(addresses)
    kill(other)


def test_killed_engines_are_started_again(home: Path) -> None:
    engines = Engines(home)
    addresses = engines.ensure()
    with psycopg.connect(addresses.database_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    server = postmaster(home)
    children = server.children()
    os.kill(server.pid, signal.SIGKILL)
    psutil.wait_procs(children, timeout=5)
    with redis.Redis.from_url(addresses.redis_url) as client:
        os.kill(client.info("server")["process_id"], signal.SIGKILL)  # type: ignore[index,arg-type]
    assert engines.ensure() == addresses
    with psycopg.connect(addresses.database_url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
    engines.stop()


def test_a_pid_file_that_names_somebody_else_is_no_postgres(home: Path) -> None:
    with Engines(home, durable=False):
        lines = (home / "postgres" / "postmaster.pid").read_text().splitlines()
    stale = home / "postgres" / "postmaster.pid"
    stale.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with Engines(home, durable=False) as addresses:
        assert answer(addresses)
        assert postmaster(home).pid != os.getpid()


def test_a_first_start_that_was_killed_halfway_is_done_again(home: Path) -> None:
    (home / "postgres.new").mkdir(parents=True)
    (home / "postgres.new" / "PG_VERSION").write_text("18")
    with Engines(home, durable=False) as addresses:
        assert answer(addresses)


@pytest.mark.parametrize("name", ["a-very-long-name-" * 8, "Ärger, mit 'Namen'"])
def test_homes_may_have_long_or_odd_names(tmp_path: Path, name: str) -> None:
    with Engines(tmp_path / name, durable=False) as addresses:
        assert answer(addresses)


def test_only_the_owner_can_reach_the_sockets(home: Path) -> None:
    with Engines(home, durable=False) as addresses:
        folder = Path(addresses.database_url.partition("host=")[2])
        assert folder.stat().st_mode & 0o077 == 0


def test_two_first_starts_at_once_make_one_cluster(home: Path) -> None:
    home.mkdir()
    others = [
        subprocess.Popen(
            [sys.executable, "-c", _HOLDER, str(home)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    urls = {other.stdout.readline() for other in others if other.stdout is not None}
    assert len(urls) == 1
    for other in others:
        kill(other)
