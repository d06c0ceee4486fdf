"""Step 14: seats and devices that a listed hearing no longer has; orders for remote links."""

import json
from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.String(40)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Seats whose revocation stands in the ledger are known as such to the booking too."""
    op.create_table(
        "remote_orders",
        sa.Column("id", ID, primary_key=True),
        sa.Column("hearing", ID, sa.ForeignKey("hearings.id"), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("ordered_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("entered_by", sa.String(64), nullable=False),
    )
    op.create_index("ix_remote_orders_hearing", "remote_orders", ["hearing"])
    op.create_table(
        "remote_order_seats",
        sa.Column("remote_order", ID, sa.ForeignKey("remote_orders.id"), primary_key=True),
        sa.Column("seat", ID, sa.ForeignKey("seats.id"), primary_key=True),
    )
    op.create_index("ix_remote_order_seats_seat", "remote_order_seats", ["seat"])
    op.add_column("seats", sa.Column("revoked_at", MOMENT))
    op.add_column("devices", sa.Column("withdrawn_at", MOMENT))
    _revoke_known()


def downgrade() -> None:
    """Who ordered links is forgotten; the ledger still says who lost a seat."""
    op.drop_column("devices", "withdrawn_at")
    op.drop_column("seats", "revoked_at")
    op.drop_table("remote_order_seats")
    op.drop_table("remote_orders")


def _revoke_known() -> None:
    ledger = sa.table("ledger", sa.column("body"))
    seats = sa.table("seats", sa.column("id"), sa.column("revoked_at", MOMENT))
    told = sa.select(ledger.c.body).where(ledger.c.body.contains('"type":"seat_revoked"'))
    for body in op.get_bind().scalars(told).all():
        row = json.loads(body)
        at = datetime.fromisoformat(row["at"])
        op.execute(
            sa.update(seats).where(seats.c.id == row["event"]["seat"]).values(revoked_at=at)
        )
