"""Serve the product from a process that has it loaded already, so that it can be killed often.

What is killed is a whole server with all it had in memory; only the loading of the code is saved.
"""

import importlib
import os
from pathlib import Path

import typer
import uvicorn

from app.main import FEATURES
from tests.faults.broken_server import no_worker


def main(note: Path, port: int = 0) -> None:
    """Serve, and whenever the server is killed, serve again; ``note`` says which process serves."""
    no_worker()  # reading answers for tags would load a model after every kill
    for feature in FEATURES:
        importlib.import_module(f"app.{feature}.routes")
    while True:
        child = os.fork()
        if child == 0:
            os.setsid()  # so that whatever it starts is killed with it
            note.write_text(str(os.getpid()), "ascii")
            uvicorn.run("app.main:create_app", factory=True, port=port, log_level="warning")
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    typer.run(main)
