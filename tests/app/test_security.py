import logging

import pytest
from fastapi import APIRouter, FastAPI

from app.access import open_to_all
from app.main import RouteWithoutAccess, check_access
from app.security import BODY_LIMIT, HEADERS
from tests.client import Browser


PATHS = ["/sign-in", "/nothing-here", "/static/css/whatmatters.css", "/health", "/static/none"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_security_headers(browser: Browser, path: str) -> None:
    response = browser.fetch(path)
    for name, value in HEADERS.items():
        assert response.headers[name] == value


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_the_framework_shows_nothing_of_itself(browser: Browser, path: str) -> None:
    assert browser.fetch(path).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
    ],
)
def test_a_form_from_another_site_is_refused_even_with_the_token(
    browser: Browser, headers: dict[str, str]
) -> None:
    browser.post("/language", {"language": "cy", "return_to": "/"}, status=303)
    browser.post("/language", {"language": "cy", "return_to": "/"}, status=403, **headers)


@pytest.mark.parametrize("token", ["", "wrong", "ŵŷ", "0" * 64])
def test_a_form_without_this_browsers_token_is_refused(browser: Browser, token: str) -> None:
    browser.get("/sign-in")
    data = {"csrf_token": token, "language": "cy", "return_to": "/"}
    response = browser.client.post("/language", data=data)
    assert response.status_code == 403


def test_a_token_from_another_browser_is_refused(app: FastAPI, browser: Browser) -> None:
    other = Browser(app)
    data = {"csrf_token": other.token(), "language": "cy", "return_to": "/"}
    browser.get("/sign-in")
    assert browser.client.post("/language", data=data).status_code == 403


def test_a_body_past_the_limit_is_refused_with_the_headers(browser: Browser) -> None:
    response = browser.client.post("/language", data={"language": "x" * (BODY_LIMIT + 1)})
    assert response.status_code == 413
    assert response.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


def test_too_many_fields_are_refused_not_an_error(browser: Browser) -> None:
    data = {"csrf_token": browser.token(), **{f"f{n}": "x" for n in range(1000)}}
    assert browser.client.post("/language", data=data).status_code == 400


def test_an_unexpected_error_shows_a_page_and_keeps_its_words_out_of_the_log(
    app: FastAPI, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise RuntimeError("Dafydd said this")

    app.add_api_route("/fails", fail, dependencies=[open_to_all("a test")])
    with caplog.at_level(logging.DEBUG):
        page = browser.get("/fails", status=500)
    assert "What was saved is safe" in page.text
    assert "Dafydd" not in page.html
    assert "Dafydd" not in caplog.text
    assert "RuntimeError" in caplog.text


def test_an_application_with_a_route_open_by_accident_does_not_start(app: FastAPI) -> None:
    router = APIRouter()
    router.add_api_route("/forgotten", lambda: "hello")
    app.include_router(router)
    with pytest.raises(RouteWithoutAccess, match="/forgotten"):
        check_access(app)


def test_the_error_page_speaks_welsh(browser: Browser) -> None:
    english = browser.get("/nothing-here", status=404).heading
    welsh = browser.speak("cy").get("/nothing-here", status=404)
    assert welsh.tree.get("lang") == "cy"
    assert welsh.heading != english


def test_a_first_visit_speaks_the_browsers_own_language(browser: Browser) -> None:
    page = browser.get("/nothing-here", status=404, **{"Accept-Language": "cy-GB,cy;q=0.9,en"})
    assert page.tree.get("lang") == "cy"
