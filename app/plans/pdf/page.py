"""The sheet a plan is printed on: A4, what stands at its head and foot, and what the file says."""

from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from app.plans.labels import PlanLabels
from app.plans.pdf.fonts import BOLD, REGULAR
from app.plans.pdf.icons import draw_emblem
from app.plans.pdf.ink import CARE, EMBLEM, INK, LINE, MARGIN, MUTED


HEAD_SIZE: Final = 12.0
FOOT_SIZE: Final = 10.0
_FOOT_RULE: Final = MARGIN - 4.5 * mm
_FOOT_LINE: Final = _FOOT_RULE - 14
_WIDTH, _HEIGHT = A4


class PlanCanvas(Canvas):  # type: ignore[misc]
    """A canvas that embeds every font it names and can say "Page 2 of 4" at the end.

    Each foot is a form set down on its page at once and filled in when the pages are counted.
    """

    def __init__(self, *args: Any, labels: PlanLabels, **settings: Any) -> None:
        self._labels = labels
        super().__init__(*args, **{**settings, "initialFontName": REGULAR})

    def _make_preamble(self) -> None:
        """Leave out ReportLab's own first line, which selects Helvetica and never embeds it."""
        self._preamble = "1 0 0 1 0 0 cm"

    def save(self) -> None:
        """Fill in every foot, now that the pages can be counted, and write the file."""
        if self._code:
            self.showPage()
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(_foot_name(page), 0, 0, _WIDTH, MARGIN)
            _draw_foot(self, self._labels, page, pages)
            self.endForm()
        super().save()


class PlanDocument(BaseDocTemplate):  # type: ignore[misc]
    """The document: one frame a page inside 20 mm margins, the same head and foot on each."""

    def __init__(self, file: Any, labels: PlanLabels) -> None:
        super().__init__(
            file,
            pagesize=A4,
            title=labels.title,
            author="",
            subject="",
            creator="",
            lang=labels.language,
            displayDocTitle=True,
            invariant=1,
            pageCompression=1,
        )
        frame = Frame(
            MARGIN,
            MARGIN,
            _WIDTH - 2 * MARGIN,
            _HEIGHT - 2 * MARGIN,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        self._labels = labels
        self.addPageTemplates([PageTemplate("plan", [frame], onPage=self._draw_round)])

    def build_plan(self, story: list[Any]) -> None:
        """Lay the story out and write the file."""
        labels = self._labels

        def canvas(*args: Any, **settings: Any) -> PlanCanvas:
            return PlanCanvas(*args, labels=labels, **settings)

        self.build(story, canvasmaker=canvas)

    def _draw_round(self, canvas: Any, document: Any) -> None:
        if self._labels.head:
            _draw_head(canvas, self._labels.head)
        if document.page == 1:
            draw_emblem(canvas, _WIDTH - MARGIN - EMBLEM, _HEIGHT - MARGIN - EMBLEM, EMBLEM)
        canvas.doForm(_foot_name(document.page))


def _foot_name(page: int) -> str:
    return f"foot-{page}"


def _draw_head(canvas: Any, head: str) -> None:
    """Draw DRAFT as words in a frame, so that it survives a photocopier."""
    width = stringWidth(head, BOLD, HEAD_SIZE)
    bottom = _HEIGHT - MARGIN + 6.5 * mm
    canvas.saveState()
    canvas.setStrokeColor(CARE)
    canvas.setLineWidth(1.2)
    canvas.roundRect(MARGIN, bottom - 6.5, width + 20, 21, 4, stroke=1, fill=0)
    canvas.setFillColor(CARE)
    canvas.setFont(BOLD, HEAD_SIZE)
    canvas.drawString(MARGIN + 10, bottom, head)
    canvas.restoreState()


def _draw_foot(canvas: Any, labels: PlanLabels, page: int, pages: int) -> None:
    right = _WIDTH - MARGIN
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.8)
    canvas.line(MARGIN, _FOOT_RULE, right, _FOOT_RULE)
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, FOOT_SIZE)
    canvas.drawString(MARGIN, _FOOT_LINE, labels.foot)
    canvas.drawRightString(right, _FOOT_LINE, labels.page % {"page": page, "pages": pages})
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, FOOT_SIZE)
    canvas.drawString(MARGIN, _FOOT_LINE - 13, labels.kind)
