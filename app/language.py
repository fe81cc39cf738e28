"""Switching between Welsh and English without losing the page or anything typed.

A page with a form sends the switch with the form, so the route can show the same page again, in the
other language, with what was typed still there. Every other page sends it to ``/language``.
"""

from fastapi import Response

from app.i18n import as_language, speak
from app.security import LANGUAGE_COOKIE


def switch(choice: str) -> bool:
    """Speak the chosen language from here on; say whether a language was chosen at all."""
    language = as_language(choice)
    if language is None:
        return False
    speak(language)
    return True


def remember(response: Response, choice: str) -> Response:
    """Keep the chosen language in this browser."""
    if as_language(choice) is not None:
        response.set_cookie(
            LANGUAGE_COOKIE, choice, max_age=31_536_000, httponly=True, samesite="lax", path="/"
        )
    return response
