"""What makes a PDF readable aloud: ReportLab draws, and this says what each drawn thing is.

ReportLab writes no tags. Here every paragraph, picture and table cell is drawn inside marked
content that points to its place in a tree of elements; everything else drawn is an artifact,
which a reader aloud passes over. The tree is made from the sheet before anything is drawn, so its
order is the reading order however the pages fall, and an element cut by a page end stays one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from app.plans.pdf.fonts import REGULAR


@dataclass(eq=False, slots=True)
class Element:
    """One element of the tree; what holds nothing when all is drawn is left out."""

    tag: str
    language: str = ""
    says: str = ""  # a picture, in words
    attributes: str = ""  # as PDF writes them
    kids: "list[Element | _Mark]" = field(default_factory=list)

    def add(
        self, tag: str, *, language: str = "", says: str = "", attributes: str = ""
    ) -> "Element":
        """Return a new element, read after those already here."""
        kid = Element(tag, language, says, attributes)
        self.kids.append(kid)
        return kid


@dataclass(frozen=True, slots=True)
class _Mark:
    page: int
    number: int


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas that knows which element it is drawing, or that it draws an artifact."""

    def __init__(self, *args: Any, root: Element, title: str, **settings: Any) -> None:
        self._root = root
        self._heading = title
        self._marked_here: list[Element] = []
        self._marked_by_page: list[list[Element]] = []
        self._inside = ""
        super().__init__(*args, **{**settings, "initialFontName": REGULAR})
        add_page = self._doc.addPage

        def tagged_page(page: Any) -> None:
            page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = len(self._marked_by_page)
            page.Tabs = pdfdoc.PDFName("S")
            self._marked_by_page.append(self._marked_here)
            self._marked_here = []
            add_page(page)

        self._doc.addPage = tagged_page

    def _make_preamble(self) -> None:
        """Leave out ReportLab's own first line, which selects Helvetica and never embeds it."""
        self._preamble = "1 0 0 1 0 0 cm"

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """Draw what belongs to the element; inside an artifact it is part of the artifact."""
        if self._inside:
            yield
            return
        number = len(self._marked_here)
        self._marked_here.append(element)
        element.kids.append(_Mark(self._doc.pageCounter, number))
        yield from self._marked(element.tag, f"/{element.tag} <</MCID {number}>> BDC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Draw decoration, or what stands round every page."""
        if self._inside:
            yield
            return
        yield from self._marked("Artifact", "/Artifact BMC")

    def _marked(self, name: str, opening: str) -> Iterator[None]:
        self._code.append(opening)
        self._inside = name
        yield
        self._inside = ""
        self._code.append("EMC")

    def save(self) -> None:
        """Write the tree and what the file says of itself, and then the file."""
        if self._code:
            self.showPage()
        document = self._doc
        _Tree(document).write(self._root, self._marked_by_page)
        document.Catalog.StructTreeRoot = pdfdoc.PDFObjectReference(_ROOT)
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        said = _about(self._heading).encode()
        about = pdfdoc.XMP(creator=lambda _document: said)
        about.__RefOnly__ = 1
        document.Catalog.Metadata = about
        super().save()


_ROOT: Final = "StructTreeRoot"
_BIG_ENDIAN: Final = b"\xfe\xff"


class _Written(pdfdoc.PDFObject):  # type: ignore[misc]
    """A PDF object as it will stand in the file: a long plan has thousands, so none is built."""

    text = ""

    def format(self, _document: Any) -> bytes:
        """Return the object's bytes."""
        return self.text.encode("latin-1")


class _Tree:
    """The elements as objects of the file. A number is taken before the object is written."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._references: dict[Element, str] = {}

    def write(self, root: Element, pages: list[list[Element]]) -> None:
        """Write every element, and which element each mark on each page belongs to."""
        tree, reference = self._take(_ROOT)
        top = self._write(root, reference)
        parents = " ".join(
            f"{number} [{' '.join(self._references[element] for element in marked)}]"
            for number, marked in enumerate(pages)
        )
        tree.text = (
            f"<< /Type /StructTreeRoot /K [{top}] /ParentTree << /Nums [{parents}] >> "
            f"/ParentTreeNextKey {len(pages)} >>"
        )

    def _write(self, element: Element, parent: str) -> str:
        written, reference = self._take(f"Element{len(self._references)}")
        self._references[element] = reference
        kids = " ".join(
            self._marked(kid) if isinstance(kid, _Mark) else self._write(kid, reference)
            for kid in element.kids
            if isinstance(kid, _Mark) or _holds_something(kid)
        )
        said = {"Lang": element.language, "Alt": element.says}
        strings = "".join(f" /{key} {_string(value)}" for key, value in said.items() if value)
        attributes = f" /A << {element.attributes} >>" if element.attributes else ""
        written.text = (
            f"<< /Type /StructElem /S /{element.tag} /P {parent} /K [{kids}]"
            f"{strings}{attributes} >>"
        )
        return reference

    def _take(self, name: str) -> tuple[_Written, str]:
        thing = _Written()
        self._document.Reference(thing, name)
        return thing, self._reference(name)

    def _marked(self, mark: _Mark) -> str:
        return f"<< /Type /MCR /Pg {self._reference(f'Page{mark.page}')} /MCID {mark.number} >>"

    def _reference(self, name: str) -> str:
        return "{} {} R".format(*self._document.idToObjectNumberAndVersion[name])


def _string(value: str) -> str:
    return "<" + (_BIG_ENDIAN + value.encode("utf-16-be")).hex() + ">"


def _holds_something(element: Element) -> bool:
    return any(isinstance(kid, _Mark) or _holds_something(kid) for kid in element.kids)


def _about(title: str) -> str:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt>'
        "</dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    )
