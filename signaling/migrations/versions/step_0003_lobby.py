"""Step 3: who admits people to a hearing, and codes that move a seat to another browser."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Hearings booked before have no lobby."""
    op.add_column(
        "hearings",
        sa.Column("admission", sa.String(32), nullable=False, server_default="open"),
    )
    op.create_table(
        "seat_transfers",
        sa.Column("seat", sa.String(40), sa.ForeignKey("seats.id"), primary_key=True),
        sa.Column("salt", sa.LargeBinary(16), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("used_at", MOMENT),
    )


def downgrade() -> None:
    """Drop both."""
    op.drop_table("seat_transfers")
    op.drop_column("hearings", "admission")
