"""The product served for real: in a process of its own that can be killed, or on a thread here."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from app.database import Database
from app.settings import ROOT, Settings


STARTED_WITHIN = 60.0


class Server:
    """One server process on a database that is there already; it can be killed and started."""

    def __init__(self, settings: Settings, database: Database, log: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = log
        self._environment = {
            **os.environ,
            "WHATMATTERS_MODE": "production",
            "WHATMATTERS_HTTPS": "false",
            "WHATMATTERS_DATA_DIR": str(settings.data_dir),
            "WHATMATTERS_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
            "WHATMATTERS_ENCRYPTION_KEY": (settings.data_dir / "practice.key").read_text("ascii"),
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._serving = log.with_name("serving")

    def start(self, *faults: str, under: Sequence[str] = ()) -> float:
        """Start, broken as asked or whole, and return how many seconds the first answer took."""
        program = ["tests.faults.broken_server", *faults] if faults else ["app.cli", "serve"]
        began = time.monotonic()
        self._run(program, under)
        self._wait()
        return time.monotonic() - began

    def _run(self, program: Sequence[str], under: Sequence[str] = ()) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*under, sys.executable, "-m", *program, "--port", str(self.port)],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that whoever watches it ends with it
            )

    def change(self, **settings: str) -> None:
        """Change settings; they hold from the next start."""
        self._environment.update(settings)

    @property
    def is_up(self) -> bool:
        """Say whether it runs."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """Kill it, as a power cut would: nothing is finished, nothing is tidied."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=30)

    def start_to_be_killed_often(self) -> None:
        """Start in a process that starts the next server as soon as one is killed."""
        self._run(["tests.faults.forking_server", str(self._serving)])
        self._wait()

    def kill_and_wait(self) -> float:
        """Kill what serves now, and return how many seconds the next one's first answer took."""
        killed, began = self._serving.read_text("ascii"), time.monotonic()
        os.killpg(int(killed), signal.SIGKILL)
        while self._serving.read_text("ascii") in ("", killed):
            time.sleep(0.01)
        self._wait()
        return time.monotonic() - began

    def stop(self) -> None:
        """Ask it to stop; if it holds on to its work, do not wait for that."""
        if self._process is None or self._process.poll() is not None:
            return
        if self._serving.exists():
            self.kill()
            with suppress(ProcessLookupError):
                os.killpg(int(self._serving.read_text("ascii")), signal.SIGKILL)
            return
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.kill()

    def doctor(self) -> subprocess.CompletedProcess[str]:
        """Run ``whatmatters doctor`` on the same installation."""
        return subprocess.run(
            [sys.executable, "-m", "app.cli", "doctor"],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def _wait(self) -> None:
        assert self._process is not None
        latest = time.monotonic() + STARTED_WITHIN
        while time.monotonic() < latest:
            assert self._process.poll() is None, self.log.read_text("utf-8")
            try:
                with urllib.request.urlopen(f"{self.address}/health", timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("The server did not start.")


@contextmanager
def served_here(app: FastAPI) -> Iterator[str]:
    """Serve the application on a thread of this process, without its job worker."""
    port = free_port()
    config = uvicorn.Config(app, port=port, log_level="warning", lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    latest = time.monotonic() + STARTED_WITHIN
    while not server.started and time.monotonic() < latest:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=30)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
