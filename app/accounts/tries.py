"""Tries at a staff password, at the sign-in page or at a screen that is given back."""

import datetime as dt

from fastapi import Request

from app.accounts import passwords
from app.accounts.queries import get_account
from app.attempts import check_and_count
from app.database import database_of
from app.identity import Actor
from app.settings import Settings


def count_try(request: Request, username: str) -> None:
    """Count a try at this name from this address, or refuse when there have been too many."""
    # Each count is kept by itself, so that a try refused by the second still counts for the first.
    settings: Settings = request.app.state.settings
    address = request.client.host if request.client else ""
    limits = (
        ("address", address, settings.sign_in_tries_per_address_per_minute),
        ("account", username.casefold(), settings.sign_in_tries_per_minute),
    )
    for kind, thing, most in limits:
        with database_of(request).writing() as session:
            check_and_count(
                session,
                request.app.state.signing_key,
                kind,
                thing,
                most=most,
                within=dt.timedelta(minutes=1),
            )


def is_own_password(request: Request, actor: Actor, password: str) -> bool:
    """Say whether this is the actor's own password; the try is counted."""
    with database_of(request).reading() as session:
        account = get_account(session, actor.id)
    count_try(request, account.username)
    return passwords.matches(password, account.password_hash)
