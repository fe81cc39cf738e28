import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def read_pdf(tmp_path: Path) -> Callable[..., str]:
    """Read a PDF's text with Poppler, which fails rather than skips where it is not installed."""

    def read(pdf: bytes, *, body_only: bool = True) -> str:
        file = tmp_path / "plan.pdf"
        file.write_bytes(pdf)
        within_margins = ["-x", "0", "-y", "57", "-W", "596", "-H", "728"] if body_only else []
        command = ["pdftotext", "-raw", "-enc", "UTF-8", *within_margins, str(file), "-"]
        return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()

    return read
