"""Saved means on the disk: the operating system is watched while answers are saved."""

import shutil
from pathlib import Path

from tests.faults.conftest import Room
from tests.faults.server import Server


SAVES = 25


def syncs_in(trace: Path) -> int:
    """Return how often the database's own files were synced so far."""
    lines = trace.read_text("utf-8", errors="replace").splitlines()
    return sum("sync(" in line and "whatmatters.db" in line for line in lines)


def test_every_acknowledged_save_was_synced_to_the_disk_first(
    room: Room, server: Server, tmp_path: Path
) -> None:
    assert shutil.which("strace"), "This test needs strace: make browser installs it."
    trace = tmp_path / "trace"
    watch = ["strace", "-f", "-y", "--seccomp-bpf", "-e", "trace=fsync,fdatasync", "-o", str(trace)]
    server.start("no_worker", under=watch)
    with room.caller(server.address) as caller:
        caller.save(room.conversation, "risks", "the first wording", 0)
        for number in range(1, SAVES + 1):
            before = syncs_in(trace)
            saved = caller.save(room.conversation, "risks", f"wording {number}", number)
            assert saved.status_code == 200
            assert syncs_in(trace) > before, f"save {number} was acknowledged and not synced"
