"""What each kind of audit event is called on screen, in both languages."""

from collections.abc import Mapping
from typing import Final

from app.i18n import N_
from app.i18n import gettext as _


ACTIONS: Final[Mapping[str, str]] = {
    "account_closed": N_("Closed an account"),
    "account_created": N_("Made an account"),
    "password_changed": N_("Changed their password"),
    "person_added": N_("Added a person"),
    "person_changed": N_("Changed a person's details"),
    "refused": N_("Was refused: not there, or not theirs to open"),
    "sign_in": N_("Signed in"),
    "sign_in_refused": N_("Was refused a sign-in"),
    "sign_out": N_("Signed out"),
    "viewed": N_("Looked at"),
}

SUBJECTS: Final[Mapping[str, str]] = {
    "person": N_("A person's record"),
    "route": N_("A page"),
    "staff_account": N_("A staff account"),
    "staff_session": N_("A signed-in browser"),
}


def action_in_words(action: str) -> str:
    """Return what was done, in the language being spoken."""
    return _(ACTIONS[action]) if action in ACTIONS else action.replace("_", " ")


def subject_in_words(kind: str) -> str:
    """Return what it was done to, in the language being spoken."""
    return _(SUBJECTS[kind]) if kind in SUBJECTS else kind.replace("_", " ")
