"""Whatever is typed is kept whole or refused whole, with a sentence, and never an error."""

import unicodedata

import pytest

from tests.app.recording.conftest import Visit
from tests.client import check_page, new_operation


BAD_OR_ODD = {
    "empty": ("", 303, ""),
    "just fits": ("a" * 20_000, 303, "a" * 20_000),
    "one too many": ("a" * 20_001, 422, None),
    "NUL": ("before\x00after", 303, "beforeafter"),
    "decomposed": (
        unicodedata.normalize("NFD", "Y gŵr o Lŷn"),
        303,
        unicodedata.normalize("NFC", "Y gŵr o Lŷn"),
    ),
    "bold": ("<b>not bold</b> & so on", 303, "<b>not bold</b> & so on"),
    "paragraph": ("</para> <img src=x>", 303, "</para> <img src=x>"),
    "formula": ("=cmd()|' /C calc'!A0", 303, "=cmd()|' /C calc'!A0"),
    "emoji": ("I ❤️ my 👩‍👧‍👦", 303, "I ❤️ my 👩‍👧‍👦"),
    "lines": ("one\r\ntwo\rthree", 303, "one\ntwo\nthree"),
    "overridden": ("left\u202eright", 303, "leftright"),
}


@pytest.mark.both_databases
@pytest.mark.parametrize(("typed", "status", "kept"), BAD_OR_ODD.values(), ids=BAD_OR_ODD.keys())
@pytest.mark.parametrize("field", ["words", "view"])
def test_odd_text_is_kept_whole_or_refused_whole(
    visit: Visit, field: str, typed: str, status: int, kept: str | None
) -> None:
    sent = {"version": "0", "operation_id": new_operation(), field: typed}
    response = visit.browser.post(visit.question(), sent, status=status)
    if kept is None:
        page = check_page(response)
        assert page.fields("answer")[field] == typed
        assert "20,001 characters long" in page.text
        assert visit.answers() == []
    elif kept:
        assert getattr(visit.answer(), field) == kept
        assert visit.browser.get(visit.question()).fields("answer")[field] == kept


def test_a_lone_surrogate_is_refused_with_a_sentence_and_no_error(visit: Visit) -> None:
    body = f"csrf_token={visit.browser.token()}&words=sea%ED%A0%80side&version=0"
    response = visit.browser.client.post(
        visit.question(),
        content=body.encode("ascii"),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert response.status_code == 422
    assert "Some characters could not be read" in check_page(response).text
    assert visit.answers() == []
