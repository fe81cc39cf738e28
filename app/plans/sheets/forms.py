"""The forms a plan is read in, and the sheet that each is made from."""

from enum import StrEnum
from typing import Final

from app.plans.content import PlanContent
from app.plans.labels import PlanLabels
from app.plans.sheets.blocks import Sheet, Size
from app.plans.sheets.easy_read import easy_read_sheet
from app.plans.sheets.whole import plan_sheet


class DocumentForm(StrEnum):
    """How somebody reads a plan."""

    HTML = "html"
    PDF = "pdf"
    LARGE_PRINT = "large-print"
    EASY_READ = "easy-read"
    TEXT = "text"


# The forms that are printed, and so kept with their version.
PRINTED: Final = (DocumentForm.PDF, DocumentForm.LARGE_PRINT, DocumentForm.EASY_READ)


def sheet_of(content: PlanContent, labels: PlanLabels, form: DocumentForm) -> Sheet:
    """Return the plan as the sheet this form is made from."""
    if form is DocumentForm.EASY_READ:
        return easy_read_sheet(content, labels)
    size = Size.LARGE if form is DocumentForm.LARGE_PRINT else Size.ORDINARY
    return plan_sheet(content, labels, size)
