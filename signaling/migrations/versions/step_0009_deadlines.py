"""Step 9: what is owed before hearings, by whom and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.String(40)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Hearings booked before are owed nothing that we know of."""
    op.create_table(
        "deadlines",
        sa.Column("hearing", ID, sa.ForeignKey("hearings.id"), primary_key=True),
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("court", ID, sa.ForeignKey("courts.id"), nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT),
        sa.Column("answer", sa.String(32)),
        sa.Column("note", sa.String(500)),
    )
    op.create_index("ix_deadlines_court_due_at", "deadlines", ["court", "due_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("deadlines")
