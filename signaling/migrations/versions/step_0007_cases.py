"""Step 7: a case's instance, and what about it decides whether it may be heard online."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Cases entered before are of first instance, with nothing special about them."""
    op.add_column(
        "cases",
        sa.Column("instance", sa.String(32), nullable=False, server_default="first"),
    )
    op.add_column(
        "cases", sa.Column("flags", sa.String(200), nullable=False, server_default="")
    )


def downgrade() -> None:
    """Drop both."""
    op.drop_column("cases", "flags")
    op.drop_column("cases", "instance")
