"""Step 15: lists that were made are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.String(40)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """None was made yet."""
    op.create_table(
        "lists",
        sa.Column("id", ID, primary_key=True),
        sa.Column("court", ID, sa.ForeignKey("courts.id"), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("leased_until", MOMENT, nullable=False),
        sa.Column("unwanted_at", MOMENT),
        sa.Column("best", sa.Text),
        sa.Column("unplaced", sa.Text),
        sa.Column("refused", sa.String(64)),
    )
    op.create_index("ix_lists_court", "lists", ["court"])
    op.create_index("ix_lists_state", "lists", ["state"])


def downgrade() -> None:
    """Drop them; what was booked from them stays."""
    op.drop_table("lists")
