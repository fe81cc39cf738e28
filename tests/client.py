"""A browser for tests that checks every page it meets, whichever test asked for it."""

import copy
import datetime as dt
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from app import clock
from app.database import Database
from app.identity import StaffAccount, StaffSession, new_token
from app.settings import Settings


_NEEDS_LABEL = {"input", "select", "textarea"}
_NO_LABEL_TYPES = {"hidden", "submit", "button"}


@dataclass(frozen=True)
class Page:
    """One answer, checked, with its words as a person would read them."""

    status: int
    html: str
    tree: Element

    @property
    def title(self) -> str:
        return _words(_all(self.tree, "title")[0])

    @property
    def heading(self) -> str:
        return _words(_all(self.tree, "h1")[0])

    @property
    def text(self) -> str:
        return _words(_without_templates(_all(self.tree, "main")[0]))

    def links(self) -> dict[str, str]:
        """Return the text of each link and where it leads."""
        return {_words(a): a.get("href", "") for a in _all(self.tree, "a")}

    def fields(self, form_id: str | None = None) -> dict[str, str]:
        """Return what a form would send now: every field's name and value."""
        forms = [f for f in _all(self.tree, "form") if form_id is None or f.get("id") == form_id]
        values: dict[str, str] = {}
        for form in forms:
            for field in form.iter():
                _note_value(field, values)
        return values


class Browser:
    """One browser. Every page is parsed as HTML and checked before a test sees it."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self.client = TestClient(
            app, base_url="http://127.0.0.1", follow_redirects=False, raise_server_exceptions=True
        )
        self._database: Database = app.state.database
        self._settings: Settings = app.state.settings

    def sign_in(self, account: StaffAccount) -> "Browser":
        """Be this member of staff, without the sign-in page (which has tests of its own)."""
        token, token_sha256 = new_token()
        with self._database.writing() as session:
            session.add(
                StaffSession(
                    token_sha256=token_sha256,
                    staff_account_id=account.id,
                    expires_at=clock.now() + dt.timedelta(hours=12),
                )
            )
        self.client.cookies.set("session", token, domain="127.0.0.1")
        return self

    def speak(self, language: str) -> "Browser":
        """Choose a language."""
        self.client.cookies.set("language", language, domain="127.0.0.1")
        return self

    def get(self, path: str, status: int = 200, **headers: str) -> Page:
        """Open a page, checked."""
        response = self.client.get(path, headers=headers)
        assert response.status_code == status, (path, response.status_code, response.text[:800])
        return check_page(response)

    def fetch(self, path: str, **headers: str) -> Response:
        """Open anything, such as a file or a fragment, with the header checks only."""
        response = self.client.get(path, headers=headers)
        check_headers(response)
        return response

    def post(
        self,
        path: str,
        data: Mapping[str, Any] | None = None,
        status: int = 303,
        **headers: str,
    ) -> Response:
        """Send a form as this browser's own."""
        form = {"csrf_token": self.token(), **(data or {})}
        response = self.client.post(path, data=form, headers=headers)
        assert response.status_code == status, (path, response.status_code, response.text[:1500])
        check_headers(response)
        return response

    def refused(self, path: str, data: Mapping[str, Any] | None = None, status: int = 422) -> Page:
        """Send a form that is shown again with its faults."""
        return check_page(self.post(path, data, status))

    def follow(self, response: Response) -> Page:
        """Open where a redirect leads."""
        return self.get(response.headers["location"])

    def token(self) -> str:
        """Return this browser's form token, as a page would carry it."""
        if "visitor" not in self.client.cookies:
            self.client.get("/health")
        visitor = self.client.cookies["visitor"]
        from app.security import _token_for

        return _token_for(self._app.state.signing_key, visitor)


def new_operation() -> str:
    """Return an operation id as a browser makes one."""
    return str(uuid.uuid4())


def check_headers(response: Response) -> None:
    """Check what every answer must carry."""
    assert "no-store" in response.headers["cache-control"]
    policy = response.headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"


def check_page(response: Response) -> Page:
    """Parse a page strictly and check what every page must be."""
    check_headers(response)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(response.text)
    faults = [error for error in parser.errors if error[1] != "unexpected-end-tag-in-special"]
    assert not faults, (faults[:3], response.text[:400])
    page = Page(response.status_code, response.text, tree)
    _check_shape(page)
    _check_ids_and_labels(page)
    _check_what_enter_presses(page)
    assert "{{" not in response.text
    assert "{%" not in response.text
    assert not re.search(r"\sstyle=", response.text), "style attribute"
    assert not re.search(r"\son[a-z]+=[\"']", response.text), "inline handler"
    return page


def _check_shape(page: Page) -> None:
    assert page.tree.get("lang") in ("en", "cy")
    headings = _all(page.tree, "h1")
    assert len(headings) == 1, [_words(h) for h in headings]
    assert page.heading
    assert page.heading in page.title, (page.heading, page.title)


def _check_ids_and_labels(page: Page) -> None:
    ids = [element.get("id") for element in page.tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), [i for i in ids if ids.count(i) > 1]
    labelled = {label.get("for") for label in _all(page.tree, "label")}
    for element in page.tree.iter():
        if element.tag not in _NEEDS_LABEL or element.get("type") in _NO_LABEL_TYPES:
            continue
        named = element.get("aria-label") or element.get("aria-labelledby")
        assert named or element.get("id") in labelled, dict(element.attrib)


def _check_what_enter_presses(page: Page) -> None:
    """Enter in a field presses the form's first button, and must never change the language."""
    pressed: dict[str, Element] = {}
    for element in _all(page.tree, "button"):
        if form := element.get("form"):
            pressed.setdefault(form, element)
    assert all(button.get("name") != "switch_language" for button in pressed.values())


def _all(tree: Element, tag: str) -> list[Element]:
    return [element for element in tree.iter() if element.tag == tag]


def _words(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _without_templates(element: Element) -> Element:
    """Return the element without what nobody sees until a script copies it."""
    seen = copy.deepcopy(element)
    for parent in list(seen.iter()):
        for child in parent.findall("template"):
            child.clear()
    return seen


def _note_value(field: Element, values: dict[str, str]) -> None:
    name = field.get("name")
    if not name or name == "csrf_token":
        return
    if field.tag == "textarea":
        values[name] = (field.text or "").removeprefix("\n")
    elif field.tag == "select":
        chosen = [o for o in field.iter() if o.tag == "option" and "selected" in o.attrib]
        values[name] = chosen[0].get("value", "") if chosen else ""
    elif field.tag == "input" and field.get("type") in ("radio", "checkbox"):
        if "checked" in field.attrib:
            values[name] = field.get("value", "on")
    elif field.tag == "input":
        values[name] = field.get("value", "")
