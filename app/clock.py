"""The only place that asks what time it is, so that tests can stop the clock."""

import datetime as dt
from zoneinfo import ZoneInfo


WALES = ZoneInfo("Europe/London")


def now() -> dt.datetime:
    """Return this moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Return today's date as people in Wales reckon it."""
    return now().astimezone(WALES).date()


def local(moment: dt.datetime) -> dt.datetime:
    """Return the moment on a Welsh kitchen clock, for showing."""
    return moment.astimezone(WALES)


def clock_time(moment: dt.datetime) -> str:
    """Return "14:32"."""
    return f"{local(moment):%H:%M}"
