"""A signed-in practitioner for measurements: opens pages and saves answers over HTTP."""

import re
import uuid
from collections.abc import Callable
from typing import Self

import httpx2

from app.accounts.passwords import PRACTICE_PASSWORD


_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_PERSON = re.compile(r'href="(/people/[0-9a-f-]{36})"')
_CONVERSATION = re.compile(r'href="(/conversations/[0-9a-f-]{36})[/"]')
_QUESTIONS = ("about_you", "what_has_been_happening", "most_concerned_about", "what_matters")


class Visitor:
    """One signed-in browser."""

    def __init__(self, address: str, username: str) -> None:
        self._client = httpx2.Client(base_url=address, timeout=30)
        token = _TOKEN.search(self._client.get("/sign-in").text)
        assert token is not None
        self._token = token.group(1)
        sent = {"csrf_token": self._token, "username": username, "password": PRACTICE_PASSWORD}
        assert self._client.post("/sign-in", data={**sent, "next": "/"}).status_code == 303
        self._person = self._first(_PERSON, "/people")
        self._conversation = self._first(_CONVERSATION, self._person)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_rest: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the browser."""
        self._client.close()

    def open(self, path: str) -> bytes:
        """Open a page and return it."""
        response = self._client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return response.content

    def pages(self) -> list[str]:
        """Return the pages a practitioner opens most."""
        parts = ("", "/questions/what_matters", "/check", "/heard", "/plan")
        return ["/today", "/people", self._person, *(self._conversation + part for part in parts)]

    def name_of(self, path: str) -> str:
        """Return the page's address without its id."""
        return re.sub(r"[0-9a-f-]{36}", "…", path)

    def writer(self, number: int) -> Callable[[], bool]:
        """Start a conversation and return a function that saves a longer answer each time."""
        start = {"csrf_token": self._token, "operation_id": str(uuid.uuid4())}
        made = self._client.post(
            f"{self._person}/conversations", data={**start, "kind": "what_matters_conversation"}
        )
        root = _CONVERSATION.search(f'href="{made.headers["location"]}"')
        assert root is not None, made.headers
        address = f"{root.group(1)}/questions/{_QUESTIONS[number % len(_QUESTIONS)]}"
        words, version = "I want to see my sister on Sundays. ", 0

        def save() -> bool:
            nonlocal words, version
            words += "And the garden matters. "
            sent = {"csrf_token": self._token, "version": str(version), "words": words[-1200:]}
            answer = self._client.post(
                address,
                data={**sent, "operation_id": str(uuid.uuid4())},
                headers={"Accept": "application/json"},
            )
            if answer.status_code == 200:
                version = answer.json()["version"]
            return answer.status_code == 200

        return save

    def _first(self, pattern: re.Pattern[str], page: str) -> str:
        found = pattern.search(self._client.get(page).text)
        assert found is not None, page
        return found.group(1)
