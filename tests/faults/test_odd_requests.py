"""Requests no browser of ours sends: odd encodings, bodies and addresses. Never an error."""

import pytest
from fastapi import FastAPI

from app.database import Database
from tests.app.reviews.review_samples import Review, make_review
from tests.client import Browser, check_headers


# In UTF-7 this is half a letter: a lone surrogate, which no page and no database can hold.
HALF_A_LETTER = b"+2AA-"


def send_encoded(browser: Browser, path: str, fields: dict[str, bytes], charset: str) -> int:
    """Send a form in an encoding the request names itself, and return the status."""
    parts = {"csrf_token": browser.token().encode(), **fields}
    body = b"".join(
        f'--part\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        + value
        + b"\r\n"
        for name, value in parts.items()
    )
    response = browser.client.post(
        path,
        content=body + b"--part--\r\n",
        headers={"Content-Type": f"multipart/form-data; boundary=part; charset={charset}"},
    )
    check_headers(response)
    return response.status_code


@pytest.fixture
def review(app: FastAPI, database: Database) -> Review:
    return make_review(app, database)


@pytest.mark.parametrize(
    ("who", "path", "field"),
    [
        ("anybody", "/language", "csrf_token"),
        ("anybody", "/language", "return_to"),
        ("anybody", "/sign-in", "username"),
        ("anybody", "/sign-in", "password"),
        ("anybody", "/sign-in", "next"),
        ("anybody", "/my-plan", "code"),
        ("staff", "/people/new", "name"),
        ("staff", "/people/new", "operation_id"),
        ("staff", "/people/new", "date_of_birth-day"),
        ("staff", "/conversations/{id}/questions/risks", "words"),
        ("staff", "/conversations/{id}/questions/risks", "choosing"),
        ("staff", "/conversations/{id}/plan/outcomes/new", "words"),
        ("staff", "/conversations/{id}/plan/agreement", "words"),
        ("person", "/my-plan/read", "words"),
        ("person", "/my-plan/answer", "words"),
    ],
)
def test_half_a_letter_in_any_field_is_refused_and_never_an_error(
    review: Review, who: str, path: str, field: str
) -> None:
    browsers = {"anybody": lambda: Browser(review.app), "staff": review.staff_browser}
    browser = browsers.get(who, review.reader)()
    sent = {field: b"words " + HALF_A_LETTER, "line": b"x"} if "read" in path else {}
    sent = sent or {field: b"words " + HALF_A_LETTER}
    address = path.format(id=review.conversation.id)
    assert send_encoded(browser, address, sent, "utf-7") < 500


@pytest.mark.parametrize("charset", ["no-such-charset", "hex", "rot13", "idna", "utf-16", ""])
def test_an_encoding_that_makes_no_sense_is_never_an_error(browser: Browser, charset: str) -> None:
    fields = {"language": "cy".encode("utf-16"), "return_to": b"/"}
    assert send_encoded(browser, "/language", fields, charset) < 500


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"x", "multipart/form-data", 400),
        (b"--a\r\nnothing", "multipart/form-data; boundary=a", 403),
        (b"{}", "application/json", 403),
        (b"\xff\xfe=\x00", "application/x-www-form-urlencoded", 403),
        (b"", "", 403),
    ],
)
def test_a_body_that_is_no_form_is_refused(
    browser: Browser, content: bytes, kind: str, status: int
) -> None:
    response = browser.client.post("/sign-in", content=content, headers={"Content-Type": kind})
    assert response.status_code == status
    check_headers(response)


def test_a_file_in_place_of_words_is_refused(review: Review) -> None:
    browser = review.staff_browser()
    form = {"csrf_token": browser.token()}
    response = browser.client.post("/people/new", data=form, files={"name": b"a file"})
    assert response.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/people/%ED%A0%80",
        "/%00",
        "/static/%00",
        "/static/%ED%A0%80",
        "/static/../app/main.py",
        "/static/%2e%2e/app/main.py",
        "/static/" + "a/" * 400,
        "/conversations/0/questions/%00",
        "/people/",
    ],
)
def test_an_odd_address_is_not_found(review: Review, path: str) -> None:
    assert review.staff_browser().get(path, status=404).heading


@pytest.mark.parametrize(
    "query", ["next=%ED%A0%80", "next=%00", "next=//elsewhere.example", "next"]
)
def test_an_odd_way_back_leads_nowhere_else(review: Review, query: str) -> None:
    response = review.staff_browser().fetch(f"/sign-in?{query}")
    assert response.status_code == 303
    assert response.headers["location"].startswith("/")
    assert not response.headers["location"].startswith("//")


@pytest.mark.parametrize(
    "cookie", ['session="\\355\\240"', 'visitor="\\000\\n"', "language=\\xff", "=;;;=", "session="]
)
def test_an_odd_cookie_is_no_cookie(browser: Browser, cookie: str) -> None:
    response = browser.client.get("/sign-in", headers={"Cookie": cookie})
    assert response.status_code == 200
    check_headers(response)
