"""What a tablet tells the server, read strictly."""

import datetime as dt
import uuid
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from app import clock
from app.forms import Form, Name


def _not_to_come(moment: dt.datetime | None) -> dt.datetime | None:
    """Believe no moment after now: a tablet's clock may be wrong by years."""
    if moment is None:
        return None
    try:
        return min(moment.astimezone(dt.UTC), clock.now())
    except (OverflowError, ValueError):
        return clock.now()


class TabletForm(Form):
    """A browser that is to keep somebody's work."""

    tablet_id: uuid.UUID
    name: Name = ""


class WaitingForm(Form):
    """What waits on a tablet: how much, since when, and of which conversations."""

    many: ClassVar[frozenset[str]] = frozenset({"conversations"})

    tablet_id: uuid.UUID
    waiting: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    oldest: Annotated[dt.datetime | None, AfterValidator(_not_to_come)] = None
    conversations: tuple[uuid.UUID, ...] = Field((), max_length=300)


class StopForm(Form):
    """Nothing but the form token."""
