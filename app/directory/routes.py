"""HTTP in; the search, an entry, a type of solution, or the whole directory out."""

import gzip
import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.access import any_staff
from app.database import ReadSession
from app.directory.compact import compact
from app.directory.pages import directory_page, entry_page, type_page
from app.directory.queries import (
    Wanted,
    count_offered,
    edition,
    entry_of,
    get_entry,
    list_of_type,
    list_offered,
    search,
)
from app.directory.solution_types import load_solution_types
from app.errors import NotFound
from app.templating import page
from app.text import without_unseen


router = APIRouter(prefix="/directory", dependencies=[any_staff()])

Asked = Annotated[str, Query()]
MOST = 200


@router.get("")
def show_search(
    request: Request,
    session: ReadSession,
    words: Asked = "",
    area: Asked = "",
    language: Asked = "",
    cost: Asked = "",
    page_number: Annotated[str, Query(alias="page")] = "1",
) -> Response:
    """Show what there is, by words, area, language and cost."""
    wanted = Wanted(
        words=_typed(words),
        area=_typed(area),
        language="cy" if language == "cy" else "",
        cost="free" if cost == "free" else "",
    )
    number = int(page_number) if page_number.isascii() and page_number.isdecimal() else 1
    shelf = search(session, wanted, min(number, 100_000))
    is_empty = shelf.total == 0 and count_offered(session) == 0
    shown = directory_page(wanted, shelf, is_empty_directory=is_empty)
    return page(request, "directory/directory.html", shown)


@router.get("/entries.json")
def give_all(request: Request, session: ReadSession, have: Asked = "") -> Response:
    """Give the whole directory for a tablet to keep; 204 where it has this edition already."""
    now = edition(session)
    if have == now:
        return Response(status_code=204)
    body = compact(((str(row.id), entry_of(row)) for row in list_offered(session)), now)
    headers = {"Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, compresslevel=5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type="application/json", headers=headers)


@router.get("/entries/{entry_id}")
def show_entry(request: Request, entry_id: uuid.UUID, session: ReadSession) -> Response:
    """Show one entry."""
    return page(request, "directory/entry.html", entry_page(get_entry(session, entry_id)))


@router.get("/solutions/{key}")
def show_type(request: Request, key: str, session: ReadSession) -> Response:
    """Show one type of community solution, and what there is of it here."""
    found = load_solution_types().find(key)
    if found is None:
        raise NotFound
    return page(request, "directory/type.html", type_page(found, list_of_type(session, key)))


def _typed(raw: str) -> str:
    return " ".join(without_unseen(raw).split())[:MOST]
