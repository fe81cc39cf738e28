"""Access by the person's code: to their own plan, and to nothing else."""

import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Depends, Request, Response
from fastapi.params import Depends as DependsMark
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from app.access import AccessRule
from app.audit import the_person
from app.database import database_of
from app.errors import DomainError, NotSignedIn, TooManyTries
from app.i18n import gettext as _
from app.refusals import note_who_asks
from app.reviews.queries import find_open_session
from app.security import read_cookie
from app.templating import page


COOKIE: Final = "review"


class CodeNeeded(NotSignedIn):
    """Nobody has opened their plan here, or its time has run out; the answer asks for the code."""

    @property
    def heading(self) -> str:
        """Return the heading."""
        return _("Open my plan")

    @property
    def sentence(self) -> str:
        """Return the sentence."""
        return _("Your plan has been closed. Type your code again to carry on.")


@dataclass(frozen=True)
class Reader:
    """The person reading their plan: known by their code, and by nothing else."""

    code_id: uuid.UUID
    plan_id: uuid.UUID
    session_id: uuid.UUID


class _PersonsCode(AccessRule):
    name = "the person's code"

    def __call__(self, request: Request) -> Reader:
        """Return the reader, or ask for the code."""
        reader = reader_of(request)
        if reader is None:
            raise CodeNeeded
        note_who_asks(request, the_person(reader.code_id))
        return reader


def the_persons_code() -> DependsMark:
    """Require a plan that was opened with its code and not closed since."""
    mark: DependsMark = Depends(_PersonsCode())
    return mark


def reader_of(request: Request) -> Reader | None:
    """Return who has their plan open in this browser, if anybody has."""
    token = read_cookie(request, COOKIE)
    if not token:
        return None
    with database_of(request).reading() as session:
        found = find_open_session(session, token)
    if found is None:
        return None
    opened, code = found
    return Reader(code_id=code.id, plan_id=code.plan_id, session_id=opened.id)


@dataclass(frozen=True)
class ProblemPage:
    """What went wrong, said to the person."""

    title: str
    sentence: str


class PersonsRoute(APIRoute):
    """A route of the person's pages: whatever is refused is said on a page of theirs too."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler, with refusals turned into the person's own pages."""
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except CodeNeeded:
                return _ask_for_the_code(request)
            except TooManyTries as error:
                sentence = _("There have been too many tries. Wait a minute, then try again.")
                response = _problem(request, error, sentence)
                response.headers["Retry-After"] = "60"
                return response
            except DomainError as error:
                return _problem(request, error, error.sentence)

        return answer


def _problem(request: Request, error: DomainError, sentence: str) -> Response:
    content = ProblemPage(error.heading, sentence)
    return page(request, "reviews/problem.html", content, status=error.status)


def _ask_for_the_code(request: Request) -> Response:
    if request.headers.get("hx-request") == "true":
        # The screen keeps what was typed, and says so.
        return Response(status_code=401)
    return RedirectResponse("/my-plan", status_code=303)
