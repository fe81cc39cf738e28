"""Serve the product with faults put in, and with everything logged that can be logged.

Every fault raises with the words it was working on in its message, as a careless library would.
"""

import datetime as dt
import logging
import os
import sys
import time
from pathlib import Path
from typing import Any, NoReturn
from unittest.mock import patch

import typer
import uvicorn
from jinja2 import Environment

from app import clock


def tagging_raises() -> None:
    """Let the tagger fail on every answer."""

    def fail(answer: Any, _language: str) -> NoReturn:
        raise ValueError(f"cannot make sense of: {answer.words}")

    patch("app.recording.tagging.find_suggestions", fail).start()


def tagging_hangs() -> None:
    """Let the tagger work on one answer for ever."""

    def hang(_answer: Any, _language: str) -> NoReturn:
        while True:
            time.sleep(1)

    patch("app.recording.tagging.find_suggestions", hang).start()


def drawing_raises() -> None:
    """Let ReportLab fail on the first paragraph, repeating it."""

    def fail(_document: Any, story: list[Any]) -> NoReturn:
        raise ValueError(f"paragraph caused an exception: {story!r} {vars(story[0])!r}")

    patch("app.plans.pdf.page.PlanDocument.build_plan", fail).start()


def printing_raises() -> None:
    """Let the job around ReportLab fail with the whole plan in its message."""

    def fail(content: Any, _language: str) -> NoReturn:
        raise ValueError(content.to_json())

    patch("app.plans.documents.print_plan", fail).start()


def templates_raise() -> None:
    """Let every template that shows two wordings fail as it is drawn, with all it was given."""
    drawn = Environment.get_template

    def fail(environment: Environment, name: Any, *rest: Any, **more: Any) -> Any:
        template = drawn(environment, name, *rest, **more)
        if name == "recording/choose.html":

            def render(context: Any) -> NoReturn:
                raise RuntimeError(repr(context))

            patch.object(template, "render", render).start()
        return template

    patch("jinja2.Environment.get_template", fail).start()


def clock_from_a_file() -> None:
    """Let the clock run as many minutes fast as the file ``minutes`` in the data folder says."""
    note, true_now = Path(os.environ["WHATMATTERS_DATA_DIR"]) / "minutes", clock.now

    def now() -> dt.datetime:
        minutes = float(note.read_text("ascii")) if note.exists() else 0.0
        return true_now() + dt.timedelta(minutes=minutes)

    patch("app.clock.now", now).start()


def no_worker() -> None:
    """Leave every job waiting."""
    patch("app.jobs.Carrier.start", lambda _carrier: None).start()


FAULTS = {
    fault.__name__: fault
    for fault in (
        tagging_raises,
        tagging_hangs,
        drawing_raises,
        printing_raises,
        templates_raise,
        clock_from_a_file,
        no_worker,
    )
}


def main(faults: list[str], port: int = 0) -> None:
    """Serve, with these faults."""
    logging.basicConfig(level=logging.DEBUG, stream=sys.stdout)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.DEBUG)
    logging.captureWarnings(True)
    for fault in faults:
        FAULTS[fault]()
    uvicorn.run("app.main:create_app", factory=True, port=port, log_level="debug")


if __name__ == "__main__":
    typer.run(main)
