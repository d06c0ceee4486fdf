"""Step 8: keys of requests that are done once."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "once",
        sa.Column("digest", sa.LargeBinary(32), primary_key=True),
        sa.Column("request", sa.LargeBinary(32), nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("body", sa.Text),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_once_created_at", "once", ["created_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("once")
