"""Step 2: staff accounts, their sessions, the audit ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.String(40)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "staff",
        sa.Column("id", ID, primary_key=True),
        sa.Column("user_name", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("password", sa.String(255), nullable=False),
        sa.Column("totp", sa.LargeBinary),
        sa.Column("totp_since", MOMENT),
        sa.Column("totp_step", sa.BigInteger, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("signed_in_at", MOMENT),
        sa.Column("revoked_at", MOMENT),
    )
    op.create_table(
        "staff_posts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("staff", ID, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("office", sa.String(32), nullable=False),
        sa.Column("court", ID, sa.ForeignKey("courts.id")),
    )
    op.create_table(
        "staff_people",
        sa.Column("person", ID, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("staff", ID, sa.ForeignKey("staff.id"), nullable=False),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("digest", sa.LargeBinary(32), primary_key=True),
        sa.Column("staff", ID, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
    )
    op.create_table(
        "staff_entries",
        sa.Column("link", ID, sa.ForeignKey("join_links.id"), primary_key=True),
        sa.Column(
            "session",
            sa.LargeBinary(32),
            sa.ForeignKey("staff_sessions.digest"),
            nullable=False,
        ),
    )
    op.create_index("ix_staff_entries_session", "staff_entries", ["session"])
    for table in ("staff_posts", "staff_people", "staff_sessions"):
        op.create_index(f"ix_{table}_staff", table, ["staff"])
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
    )


def downgrade() -> None:
    """Drop them, referring tables first."""
    referring = ("staff_entries", "staff_sessions", "staff_people", "staff_posts")
    for table in ("audit", *referring, "staff"):
        op.drop_table(table)
