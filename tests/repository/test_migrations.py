"""The migrations and the models say the same."""

import pytest
from alembic import command
from alembic.script import ScriptDirectory

from app.database import Database
from app.migrations import alembic_config, is_current, migrate


@pytest.mark.both_databases
def test_the_migrations_build_exactly_what_the_models_describe(database: Database) -> None:
    address = database.engine.url.render_as_string(hide_password=False)
    command.check(alembic_config(address))


@pytest.mark.both_databases
def test_migrating_again_changes_nothing(database: Database) -> None:
    address = database.engine.url.render_as_string(hide_password=False)
    migrate(address)
    assert is_current(address)


def test_there_is_one_head_and_the_numbers_follow() -> None:
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))
    assert len(script.get_heads()) == 1
    numbers = sorted(int(revision.revision) for revision in script.walk_revisions())
    assert numbers == list(range(1, len(numbers) + 1))
