"""Serve a practice room of its own in a scratch folder, for journeys, pictures and measurements."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.settings import ROOT


CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Milliseconds to wait for what a page is to do. Nothing is measured with it: the machine may be
# slow, and other tests may be at work beside these.
PATIENCE: Final = 60_000


@dataclass(frozen=True)
class Served:
    """A practice room being served: where, on what folder, and with what it has logged."""

    address: str
    data_dir: Path
    log: Path

    def run(self, *arguments: str) -> str:
        """Run a ``whatmatters`` command in the same practice room and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "app.cli", *arguments],
            cwd=ROOT,
            env=_environment(self.data_dir),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


@contextmanager
def practice_room(**more: str) -> Iterator[Served]:
    """Serve a fresh practice room until the block ends, with more settings if given."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder) / "data"
        port = _free_port()
        with (Path(folder) / "log").open("w+") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "serve", "--port", str(port)],
                cwd=ROOT,
                env={**_environment(data_dir), **more},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            try:
                _wait_until_up(process, f"http://127.0.0.1:{port}/health", log.name)
                yield Served(f"http://127.0.0.1:{port}", data_dir, Path(log.name))
            finally:
                process.terminate()
                process.wait(timeout=30)


def _environment(data_dir: Path) -> dict[str, str]:
    return {
        **os.environ,
        "WHATMATTERS_MODE": "practice",
        "WHATMATTERS_DATA_DIR": str(data_dir),
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_up(process: subprocess.Popen[bytes], address: str, log: str) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("The server stopped:\n" + Path(log).read_text("utf-8"))
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not start within a minute.")
