"""The sheet of paper: A4, what stands at its head and foot, and what the file says."""

from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import ActionFlowable, BaseDocTemplate, Flowable, Frame, PageTemplate

from app.plans.pdf.asset_map import DrawnMap
from app.plans.pdf.fonts import BOLD, REGULAR
from app.plans.pdf.icons import draw_emblem
from app.plans.pdf.ink import CARE, INK, LINE, MARGIN, MUTED, Type, type_of
from app.plans.pdf.pictures import draw_symbol
from app.plans.pdf.story import Story
from app.plans.pdf.tagging import TaggedCanvas
from app.plans.sheets.blocks import Sheet


_WIDTH, _HEIGHT = A4
_RIGHT: Final = _WIDTH - MARGIN


class PlanCanvas(TaggedCanvas):
    """A canvas that can say "Page 2 of 4" at the end, and draws each symbol once.

    Each foot is a form set down on its page at once and filled in when the pages are counted.
    """

    def __init__(self, *args: Any, sheet: Sheet, story: Story, **settings: Any) -> None:
        self._sheet = sheet
        self._symbols: set[str] = set()
        super().__init__(*args, root=story.root, title=sheet.title, **settings)

    def set_down(self, symbol: str) -> None:
        """Put a symbol here at the size of its grid."""
        self._symbols.add(symbol)
        self.doForm(f"symbol-{symbol}")

    def save(self) -> None:
        """Fill in every foot, now that the pages can be counted, and write the file."""
        if self._code:
            self.showPage()
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(_foot_name(page), 0, 0, _WIDTH, _HEIGHT)
            _draw_foot(self, self._sheet, type_of(self._sheet.size), page, pages)
            self.endForm()
        for symbol in sorted(self._symbols):
            self.beginForm(f"symbol-{symbol}", 0, 0, 64, 64)
            draw_symbol(self, symbol)
            self.endForm()
        super().save()


class PlanDocument(BaseDocTemplate):  # type: ignore[misc]
    """The document: one frame a page inside 20 mm margins, the same head and foot on each."""

    def __init__(self, file: Any, sheet: Sheet, story: Story) -> None:
        super().__init__(
            file,
            pagesize=A4,
            title=sheet.title,
            author="",
            subject="",
            creator="",
            lang=sheet.language,
            displayDocTitle=True,
            invariant=1,
            pageCompression=1,
        )
        self._sheet = sheet
        self._story = story
        self._type = type_of(sheet.size)
        self._waiting: list[Flowable] = []
        bottom = self._type.bottom
        room = _HEIGHT - bottom - MARGIN
        frame = Frame(
            MARGIN,
            bottom,
            _WIDTH - 2 * MARGIN,
            room,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        self.addPageTemplates([PageTemplate("plan", [frame], onPage=self._draw_round)])

    def build_plan(self) -> None:
        """Lay the story out and write the file."""

        def canvas(*args: Any, **settings: Any) -> PlanCanvas:
            return PlanCanvas(*args, sheet=self._sheet, story=self._story, **settings)

        self.build(self._story.flowables, canvasmaker=canvas)

    def handle_flowable(self, flowables: list[Flowable]) -> None:
        """Set what comes next; a map that does not fit waits for the next page, or for the end."""
        if flowables is self._story.flowables and self._has_to_wait(flowables):
            return
        super().handle_flowable(flowables)

    def _has_to_wait(self, flowables: list[Flowable]) -> bool:
        """Let a map that waited stand here, if it must; say whether one begins to wait."""
        if self._waiting and (self.frame._atTop or not self._fits(flowables[0])):
            # What was just carried over to this page may be carried over once more.
            vars(flowables[0]).pop("_postponed", None)
            flowables[:0], self._waiting = self._waiting, []
        first = flowables[0]
        if not isinstance(first, DrawnMap) or first.has_waited:
            return False
        if first.fits_in(self._room() - first.getSpaceAfter() - self._height(flowables[1])):
            return False
        first.has_waited = True
        self._waiting = [flowables.pop(0), flowables.pop(0)]
        return True

    def _fits(self, flowable: Flowable) -> bool:
        """Say whether it fits whole: a map never stands between two parts of somebody's words."""
        if isinstance(flowable, ActionFlowable):  # it only turns the page
            return True
        return self._height(flowable) <= self._room() and len(self._story.flowables) > 1

    def _height(self, flowable: Flowable) -> float:
        _width, height = flowable.wrapOn(self.canv, self.frame._aW, self._room())
        return float(height + flowable.getSpaceBefore())

    def _room(self) -> float:
        return float(self.frame._y - self.frame._y1p)

    def _draw_round(self, canvas: PlanCanvas, document: Any) -> None:
        if document.page == 1:
            self._draw_first_head(canvas)
        elif self._sheet.head:
            with canvas.artifact():
                _draw_head(canvas, self._sheet.head, self._type)
        with canvas.artifact():
            canvas.doForm(_foot_name(document.page))

    def _draw_first_head(self, canvas: PlanCanvas) -> None:
        """Draw the sign of the plan, and DRAFT as words that are read aloud once."""
        size = self._type.emblem
        with canvas.artifact():
            draw_emblem(canvas, _RIGHT - size, _HEIGHT - MARGIN - size, size)
        if self._sheet.head:
            with canvas.tagged(self._story.head):
                _draw_head(canvas, self._sheet.head, self._type)


def _foot_name(page: int) -> str:
    return f"foot-{page}"


def _draw_head(canvas: Any, head: str, sizes: Type) -> None:
    """Draw DRAFT as words in a frame, so that it survives a photocopier."""
    size = min(sizes.head, (MARGIN - 8 * mm))
    width = stringWidth(head, BOLD, size)
    bottom = _HEIGHT - MARGIN + 6.5 * mm
    canvas.saveState()
    canvas.setStrokeColor(CARE)
    canvas.setLineWidth(1.2)
    canvas.roundRect(MARGIN, bottom - size * 0.54, width + 20, size * 1.75, 4, stroke=1, fill=0)
    canvas.setFillColor(CARE)
    canvas.setFont(BOLD, size)
    canvas.drawString(MARGIN + 10, bottom, head)
    canvas.restoreState()


def _draw_foot(canvas: Any, sheet: Sheet, sizes: Type, page: int, pages: int) -> None:
    rule = sizes.bottom - 4.5 * mm
    line = rule - sizes.foot * 1.4
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.8)
    canvas.line(MARGIN, rule, _RIGHT, rule)
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, sizes.foot)
    canvas.drawString(MARGIN, line, sheet.foot)
    canvas.drawRightString(_RIGHT, line, sheet.page % {"page": page, "pages": pages})
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, sizes.foot)
    canvas.drawString(MARGIN, line - sizes.foot * 1.3, sheet.kind)
