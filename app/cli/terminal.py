"""What every command needs: a place to print, and the room opened with its keys."""

import os

from rich.console import Console

from app import encryption
from app.database import Database
from app.migrations import is_current
from app.settings import Settings, settings_from_environment


out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def stop(sentence: str) -> None:
    """End with one plain sentence, and not well."""
    err.print(sentence)
    raise SystemExit(1)


def open_settings() -> Settings:
    """Read the settings and give this process its keys."""
    os.umask(0o077)  # whatever is written, only this account may read
    settings = settings_from_environment()
    settings.prepare_data_dir()
    encryption.use_keys(settings.master_keys())
    return settings


def open_database(settings: Settings) -> Database:
    """Open the database, if it is in the shape this version needs."""
    if not is_current(settings.database_address):
        stop("The database is not in the shape this version needs. Run: whatmatters migrate")
    database = Database(settings.database_address)
    database.check_settings()
    return database
