"""Printing a plan: the product's one door to ReportLab, and a pure one.

The same content and labels give the same bytes. An error never carries the words.
"""

import io
from threading import Lock
from typing import Final

from app.plans.content import PlanContent
from app.plans.labels import PlanLabels
from app.plans.pdf.fonts import register_fonts
from app.plans.pdf.page import PlanDocument
from app.plans.pdf.story import plan_story
from app.plans.pdf.words import pdf_text


__all__ = ["PlanCannotBeDrawn", "pdf_text", "render_plan"]


class PlanCannotBeDrawn(Exception):
    """A plan could not be made into a PDF; neither the words nor ReportLab's message is kept."""

    def __init__(self) -> None:
        super().__init__("The plan could not be made into a PDF.")


# ReportLab's fonts carry a reading position that threads would share: one document at a time.
_ONE_AT_A_TIME: Final = Lock()


def render_plan(content: PlanContent, labels: PlanLabels) -> bytes:
    """Return the plan as a PDF in the language of its labels."""
    with _ONE_AT_A_TIME:
        pdf = _drawn(content, labels)
    if pdf is None:
        # Raised here and not where it was caught, so that no trace of the cause travels with it.
        raise PlanCannotBeDrawn
    return pdf


def _drawn(content: PlanContent, labels: PlanLabels) -> bytes | None:
    file = io.BytesIO()
    try:
        register_fonts()
        PlanDocument(file, labels).build_plan(plan_story(content, labels))
    except Exception:  # ReportLab raises many kinds, and their messages repeat the words.
        return None
    return file.getvalue()
