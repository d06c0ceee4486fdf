"""Step 4: what a browser called its attempt to redeem, so that a lost answer burns no link."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Sessions begun before cannot be asked for again."""
    op.add_column("seat_sessions", sa.Column("attempt", sa.LargeBinary(32)))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("seat_sessions", "attempt")
