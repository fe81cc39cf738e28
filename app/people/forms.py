"""What the pages about a person's details may send."""

import datetime as dt
import uuid
from typing import Annotated, Final

from pydantic import AfterValidator

from app import clock
from app.forms import Choice, Day, Form, Line, Name, OneOf, Required
from app.i18n import LANGUAGES, N_
from app.i18n import gettext as _


_EARLIEST: Final = dt.date(1900, 1, 1)


def _in_a_lifetime(day: dt.date | None) -> dt.date | None:
    if day is not None and not _EARLIEST <= day <= clock.today():
        raise ValueError(_("Enter a date of birth between 1900 and today."))
    return day


class _Details(Form):
    name: Annotated[Name, Required(N_("Enter the person's name."))] = ""
    preferred_name: Name = ""
    date_of_birth: Annotated[Day, AfterValidator(_in_a_lifetime)] = None
    language: Annotated[
        Choice, OneOf(*LANGUAGES, sentence=N_("Choose the language the person would rather use."))
    ] = ""
    communication_needs: Line = ""
    home_area: Name = ""


class NewPersonForm(_Details):
    """A person's details, sent for the first time."""

    operation_id: uuid.UUID


class PersonForm(_Details):
    """A person's details, changed, and the version they were changed from."""

    version: int
