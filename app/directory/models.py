"""The table of entries. Public words from a file: nothing about a person is ever in it."""

import datetime as dt

from sqlmodel import Field

from app import clock
from app.database import Moment, Record


class DirectoryEntry(Record, table=True):
    """One entry as its file last described it; withdrawn ones stay, and are not offered."""

    __tablename__ = "directory_entry"
    key: str = Field(unique=True)  # the id in the file it came from
    name_en: str = ""
    name_cy: str = ""
    about_en: str = ""
    about_cy: str = ""
    ring: str  # COMMUNITY | SERVICES
    solution: str = ""
    domains: str = ""  # keys with a space between
    areas: str = ""  # one a line
    languages: str = ""  # cy, en, or both with a space between
    cost: str = "unknown"  # free | some | unknown
    cost_words_en: str = ""
    cost_words_cy: str = ""
    when_en: str = ""
    when_cy: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    access_en: str = ""
    access_cy: str = ""
    checked_on: dt.date | None = None
    name_text: str = ""  # what it is found by, as it is compared
    search_text: str = ""
    area_text: str = ""
    loaded_at: dt.datetime = Field(default_factory=clock.now, sa_type=Moment)
    withdrawn_at: dt.datetime | None = Field(default=None, sa_type=Moment, index=True)
