"""What the team's pages send, read strictly."""

import uuid
from typing import Annotated, ClassVar

from pydantic import Field

from app.forms import Form, Line, Required
from app.i18n import N_


class NoticeForm(Form):
    """The notice has been read: which pauses it told of."""

    many: ClassVar[frozenset[str]] = frozenset({"pause"})

    pause: tuple[uuid.UUID, ...] = Field((), max_length=1_000)


class StartAgainForm(Form):
    """Start a rule or a key again, and say why."""

    reason: Annotated[Line, Required(N_("Say why it should suggest again."))] = ""
