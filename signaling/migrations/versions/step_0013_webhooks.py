"""Step 13: other systems that are told what happens, and what is still to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.String(40)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Nobody is told anything yet."""
    op.create_table(
        "webhooks",
        sa.Column("id", ID, primary_key=True),
        sa.Column("court", ID, sa.ForeignKey("courts.id")),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("events", sa.String(500), nullable=False),
        sa.Column("secret", sa.LargeBinary(200), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_by", sa.String(32)),
    )
    op.create_index("ix_webhooks_court", "webhooks", ["court"])
    op.create_table(
        "webhook_deliveries",
        sa.Column("id", ID, primary_key=True),
        sa.Column("webhook", ID, sa.ForeignKey("webhooks.id"), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("hearing", ID, sa.ForeignKey("hearings.id")),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("lease", ID),
        sa.Column("leased_until", MOMENT),
        sa.Column("tried_at", MOMENT),
        sa.Column("answered", sa.Integer),
        sa.Column("failure", sa.String(200)),
        sa.UniqueConstraint("webhook", "hearing", "seq"),
    )
    op.create_index("ix_webhook_deliveries_due_at", "webhook_deliveries", ["due_at"])
    op.create_index(
        "ix_webhook_deliveries_webhook_created_at",
        "webhook_deliveries",
        ["webhook", "created_at"],
    )


def downgrade() -> None:
    """Drop them; what was not sent is lost."""
    op.drop_table("webhook_deliveries")
    op.drop_table("webhooks")
