"""How Alembic runs: one transaction for the whole upgrade, on either database."""

import importlib
import pkgutil
from typing import Literal

from alembic import context
from sqlmodel import AutoString, SQLModel

from app.database import Database
from app.main import FEATURES
from app.settings import settings_from_environment


for module in ("identity", "audit", "operations", "attempts", "jobs"):
    importlib.import_module(f"app.{module}")
for feature in FEATURES:
    package = importlib.import_module(f"app.{feature}")
    for found in pkgutil.iter_modules(package.__path__):
        if found.name.endswith("models"):
            importlib.import_module(f"app.{feature}.{found.name}")


def _plain_strings(kind: str, thing: object, _context: object) -> str | Literal[False]:
    # SQLModel's own string type is a plain string in the database; a migration says just that.
    return "sa.String()" if kind == "type" and isinstance(thing, AutoString) else False


address = context.config.attributes.get("address") or settings_from_environment().database_address
database = Database(address)
with database.engine.execution_options(begin="IMMEDIATE").connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=database.is_sqlite,
        transactional_ddl=True,
        compare_type=True,
        render_item=_plain_strings,
    )
    with context.begin_transaction():
        context.run_migrations()
database.close()
