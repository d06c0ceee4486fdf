"""Step 12: where people are reached, and the outbox of what they are told."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.String(40)
WORD = sa.String(32)
MOMENT = sa.DateTime(timezone=True)
_OCCASIONS = "'listed', 'moved', 'adjourned', 'cancelled', 'in_person', 'withdrawn', 'reminder'"
_STATES = "'due', 'sent', 'dropped', 'dead', 'unaddressed', 'by_hand'"


def upgrade() -> None:
    """Who was entered before is reached nowhere; hearings booked before tell nobody."""
    op.add_column("people", sa.Column("email", sa.String(254)))
    op.add_column("people", sa.Column("phone", sa.String(20)))
    op.add_column(
        "people", sa.Column("language", sa.String(8), nullable=False, server_default="vi")
    )
    op.add_column("join_links", sa.Column("notice", ID))
    op.create_table("notices", *_what(), *_sending(), *_proof(), *_checks())
    op.create_index("ix_notices_hearing", "notices", ["hearing"])
    op.create_index("ix_notices_person", "notices", ["person"])
    op.create_index("ix_notices_state_next_at", "notices", ["state", "next_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("notices")
    op.drop_column("join_links", "notice")
    for name in ("language", "phone", "email"):
        op.drop_column("people", name)


def _what() -> list[sa.Column[object]]:
    return [
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", ID, nullable=False, unique=True),
        sa.Column("hearing", ID, sa.ForeignKey("hearings.id"), nullable=False),
        sa.Column("court", ID, sa.ForeignKey("courts.id"), nullable=False),
        sa.Column("person", ID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("seat", ID, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("occasion", WORD, nullable=False),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("why", sa.String(500), nullable=False, server_default=""),
        sa.Column("about", MOMENT),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
    ]


def _sending() -> list[sa.Column[object]]:
    return [
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("fence", sa.Integer, nullable=False, server_default="0"),
        sa.Column("lease_until", MOMENT),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("sealed_at", MOMENT),
        sa.Column("address", sa.String(254)),
        sa.Column("language", sa.String(8)),
        sa.Column("message_id", sa.String(200)),
    ]


def _proof() -> list[sa.Column[object]]:
    return [
        sa.Column("digest", sa.String(64)),
        sa.Column("told", sa.Text, nullable=False, server_default="[]"),
        sa.Column("papers", sa.Text, nullable=False, server_default="[]"),
        sa.Column("sent_at", MOMENT),
        sa.Column("answer", sa.String(500)),
        sa.Column("error", sa.String(500)),
        sa.Column("receipt", sa.LargeBinary(32), unique=True),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("by_hand", sa.String(500)),
    ]


def _checks() -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(f"occasion IN ({_OCCASIONS})", name="occasion"),
        sa.CheckConstraint("channel IN ('mail', 'phone')", name="channel"),
        sa.CheckConstraint(f"state IN ({_STATES})", name="state"),
    ]
