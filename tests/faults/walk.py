"""A walk through every page that each role can reach, and every form on the way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import html5lib
from httpx2 import Response

from app.text import without_unseen
from tests.client import Browser, check_headers


_PARTS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/questions/)\w+|(?<=/heard/)\w+|\d+$")
_TYPED = {"text", "search", "email", "tel", "password"}


@dataclass
class Form:
    """One form as it stands on a page, with what a careful person would send."""

    page: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)  # the fields that text is typed into
    secrets: set[str] = field(default_factory=set)  # of those, the ones a page never repeats

    @property
    def kind(self) -> str:
        """Return the form's address without ids, and what it asks: the same wherever it stands."""
        return f"{_PARTS.sub('*', self.action)} {' '.join(sorted(self.fields))}"

    def send(self, browser: Browser, **instead: str | bytes) -> Response:
        """Send the form with some fields replaced, byte by byte as given."""
        sent = {**self.fields, **instead, "csrf_token": browser.token()}
        response = browser.client.post(
            self.action,
            content=urlencode(sent),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
        check_headers(response)
        return response


@dataclass(frozen=True)
class Sight:
    """One page that was reached."""

    path: str
    status: int
    tree: Element

    def forms(self) -> list[Form]:
        """Return the forms that change something."""
        found = [form for form in self.tree.iter("form") if form.get("method") == "post"]
        return [_form(self.path, form) for form in found]


def look(path: str, response: Response) -> Sight:
    """Parse a page strictly."""
    check_headers(response)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(response.text)
    faults = [error for error in parser.errors if error[1] != "unexpected-end-tag-in-special"]
    assert not faults, (path, faults[:3])
    return Sight(path, response.status_code, tree)


def pages(browser: Browser, *starts: str) -> Iterator[Sight]:
    """Yield every page that can be reached from these by following links."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        path = waiting.pop(0)
        response = browser.client.get(path)
        assert response.status_code < 500, (path, response.text[:300])
        if response.status_code == 303:
            links = [response.headers["location"]]
        elif "text/html" in response.headers.get("content-type", ""):
            sight = look(path, response)
            yield sight
            links = [a.get("href", "") for a in sight.tree.iter("a")]
        else:
            links = []
        for link in (link.partition("#")[0] for link in links):
            if link.startswith("/") and link not in seen:
                seen.add(link)
                waiting.append(link)


def forms(browser: Browser, *starts: str) -> dict[str, Form]:
    """Return one form of each kind that can be reached."""
    found: dict[str, Form] = {}
    for sight in pages(browser, *starts):
        for form in sight.forms():
            found.setdefault(form.kind, form)
    return found


def again(browser: Browser, form: Form) -> Form:
    """Return the form as its page shows it now, with fresh ids and versions."""
    response = browser.client.get(form.page)
    if response.status_code != 200:
        return form  # it can be sent only once
    sight = look(form.page, response)
    return next((one for one in sight.forms() if one.action == form.action), form)


def shown_in(response: Response, name: str) -> list[str]:
    """Return what every field of this name holds on the page that came back."""
    tree = look("", response).tree
    fields = [e for e in tree.iter() if e.get("name") == name]
    return [
        (e.text or "").removeprefix("\n") if e.tag == "textarea" else e.get("value", "")
        for e in fields
    ]


def as_shown(raw: bytes) -> str:
    """Return what a page may show again of what was sent: all of it but what cannot be seen."""
    return without_unseen(raw.decode("utf-8", "replace"))


def _form(path: str, element: Element) -> Form:
    form = Form(path, element.get("action") or path)
    for part in element.iter():
        name = part.get("name", "")
        if name and name not in ("csrf_token", "switch_language"):
            _note(form, part, name)
    return form


def _note(form: Form, part: Element, name: str) -> None:
    kind = part.get("type", "text" if part.tag == "input" else part.tag)
    if kind in _TYPED or part.tag == "textarea":
        if name not in form.texts:
            form.texts.append(name)
            value = part.text or "" if part.tag == "textarea" else part.get("value", "")
            form.fields[name] = value.removeprefix("\n")
        if kind == "password":
            form.secrets.add(name)
    elif part.tag == "select":
        options = [o.get("value", "") for o in part.iter("option")]
        chosen = [o.get("value", "") for o in part.iter("option") if "selected" in o.attrib]
        form.fields[name] = (chosen or [v for v in options if v] or [""])[0]
    elif kind == "checkbox" and "checked" not in part.attrib:
        return
    elif "checked" in part.attrib:
        form.fields[name] = part.get("value", "")
    else:  # the first of several buttons or choices, unless one is chosen
        form.fields.setdefault(name, part.get("value", ""))
