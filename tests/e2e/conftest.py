"""The demo as a newcomer starts it: its own process, a fresh home, and a browser to look."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
START_SECONDS = 240


@dataclass(frozen=True)
class Demo:
    """A running demo: its page, and the page of what is booked."""

    home: Path
    port: int

    @property
    def page(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def booked(self) -> str:
        return f"http://127.0.0.1:{self.port + 1}"


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    home = Path(tempfile.mkdtemp(prefix="fp-e2e-"))
    port = three_free_ports()
    log = (home / "demo.log").open("w")
    process = start_demo(home, port, log.fileno())
    try:
        wait_for_page(process, port, home / "demo.log")
        yield Demo(home, port)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        log.close()
        shutil.rmtree(home, ignore_errors=True)


def start_demo(home: Path, port: int, output: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bot.cli.main", "demo", "--port", str(port)]
    return subprocess.Popen(
        command, env=os.environ | {"FLIGHTPLAN_HOME": str(home)}, stdout=output, stderr=output
    )


def wait_for_page(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """The address is printed when the bot is connected, not when the page first answers."""
    deadline = time.monotonic() + START_SECONDS
    while "Flightplan is running" not in log.read_text():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
        assert page.status == 200


def three_free_ports() -> int:
    """The first of three neighbouring ports that nobody uses."""
    for port in range(21_000, 40_000, 7):
        sockets = []
        try:
            for offset in range(3):
                probe = socket.socket()
                sockets.append(probe)
                probe.bind(("127.0.0.1", port + offset))
            return port
        except OSError:
            continue
        finally:
            for probe in sockets:
                probe.close()
    raise RuntimeError("no free ports")


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        await chromium.close()
