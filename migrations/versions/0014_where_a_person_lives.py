"""where a person lives."""

import sqlalchemy as sa
from alembic import op

import app.encryption


revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("home_area", app.encryption.EncryptedText(), nullable=True))


def downgrade() -> None:
    raise RuntimeError("Migrations only go forward. Restore a backup instead.")
