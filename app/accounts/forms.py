"""What the account pages may send."""

from typing import Annotated, Final

from app.forms import Choice, Form, Name, OneOf, Required, Secret
from app.i18n import LANGUAGES, N_
from app.identity import Role


_CHOOSE_ROLE: Final = N_("Choose what this person is here to do.")


class SignInForm(Form):
    """A sign-in name, a password, and where to go afterwards."""

    username: Annotated[Name, Required(N_("Enter your sign-in name."))] = ""
    password: Annotated[Secret, Required(N_("Enter your password."))] = ""
    next: Secret = ""


class SignOutForm(Form):
    """Nothing but the form token."""


class LanguageForm(Form):
    """The language to go on in, and the page to go back to."""

    language: Choice = ""
    return_to: Secret = ""


class AccountForm(Form):
    """A new staff account."""

    name: Annotated[Name, Required(N_("Enter their name."))] = ""
    username: Annotated[Name, Required(N_("Enter a sign-in name."))] = ""
    role: Annotated[Choice, OneOf(*Role, sentence=_CHOOSE_ROLE)] = ""
    team_id: Choice = ""
    language: Annotated[Choice, OneOf(*LANGUAGES)] = "en"
    password: Annotated[Secret, Required(N_("Enter a first password for them."))] = ""


class PasswordForm(Form):
    """One's own password, changed."""

    current: Annotated[Secret, Required(N_("Enter the password you use now."))] = ""
    new: Annotated[Secret, Required(N_("Enter a new password."))] = ""
    again: Annotated[Secret, Required(N_("Enter the new password again."))] = ""
