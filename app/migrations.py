"""Bringing the database to the shape this version of the product needs."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.database import Database
from app.settings import ROOT


def alembic_config(address: str) -> Config:
    """Return Alembic's configuration for the database at this address."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["address"] = address
    return config


def migrate(address: str) -> None:
    """Upgrade the database to the newest shape; does nothing when it is there already."""
    command.upgrade(alembic_config(address), "head")


def is_current(address: str) -> bool:
    """Say whether the database has exactly the shape this version needs."""
    newest = ScriptDirectory.from_config(alembic_config(address)).get_current_head()
    database = Database(address)
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == newest
    finally:
        database.close()


def write_migration(address: str, message: str) -> None:
    """Write the next numbered migration from the difference between models and database."""
    config = alembic_config(address)
    count = len(list(ScriptDirectory.from_config(config).walk_revisions()))
    command.revision(config, message, autogenerate=True, rev_id=f"{count + 1:04d}")
