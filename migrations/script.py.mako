"""${message}."""

import sqlalchemy as sa
from alembic import op

import app.database
import app.encryption


revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    raise RuntimeError("Migrations only go forward. Restore a backup instead.")
