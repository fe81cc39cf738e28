"""Printing a sheet: the product's one door to ReportLab, and a pure one.

The same sheet gives the same bytes, tagged so that it can be read aloud (PDF/UA-1). An error never
carries the words.
"""

import io
from threading import Lock
from typing import Final

from app.plans.pdf.fonts import register_fonts
from app.plans.pdf.page import PlanDocument
from app.plans.pdf.story import story_of
from app.plans.pdf.words import pdf_text
from app.plans.sheets.blocks import Sheet


__all__ = ["PlanCannotBeDrawn", "pdf_text", "print_sheet"]


class PlanCannotBeDrawn(Exception):
    """A plan could not be made into a PDF; neither the words nor ReportLab's message is kept."""

    def __init__(self) -> None:
        super().__init__("The plan could not be made into a PDF.")


# ReportLab's fonts carry a reading position that threads would share: one document at a time.
_ONE_AT_A_TIME: Final = Lock()


def print_sheet(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF."""
    with _ONE_AT_A_TIME:
        pdf = _drawn(sheet)
    if pdf is None:
        # Raised here and not where it was caught, so that no trace of the cause travels with it.
        raise PlanCannotBeDrawn
    return pdf


def _drawn(sheet: Sheet) -> bytes | None:
    file = io.BytesIO()
    try:
        register_fonts()
        PlanDocument(file, sheet, story_of(sheet)).build_plan()
    except Exception:  # ReportLab raises many kinds, and their messages repeat the words.
        return None
    return file.getvalue()
