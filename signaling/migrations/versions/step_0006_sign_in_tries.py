"""Step 6: failed sign-ins are counted for all instances together."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_INDEXES = {"ix_sign_in_tries_key": ["key"], "ix_sign_in_tries_at": ["at"]}


def upgrade() -> None:
    """Nobody has failed yet."""
    op.create_table(
        "sign_in_tries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    for name, columns in _INDEXES.items():
        op.create_index(name, "sign_in_tries", columns)


def downgrade() -> None:
    """Every instance counts for itself again."""
    for name in _INDEXES:
        op.drop_index(name, "sign_in_tries")
    op.drop_table("sign_in_tries")
