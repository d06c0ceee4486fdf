"""Step 10: hours, equipment, roles, parties, addresses; entries retired; technical checks."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.String(40)
MOMENT = sa.DateTime(timezone=True)
TABLES = ("courts", "points", "people", "cases")
_TEXTS = (
    ("courts", "address", 300),
    ("points", "address", 300),
    ("points", "hours", 400),
    ("points", "equipment", 200),
    ("points", "note", 500),
    ("people", "roles", 400),
    ("people", "hours", 400),
)


def upgrade() -> None:
    """What was entered before is always open, may be anybody, and is checked by nobody."""
    for table, name, limit in _TEXTS:
        op.add_column(table, _text(name, limit))
    op.add_column(
        "cases",
        sa.Column("parties", sa.JSON, nullable=False, server_default=sa.text("'[]'")),
    )
    for table in TABLES:
        op.add_column(table, sa.Column("retired_at", MOMENT))
    _checks()


def downgrade() -> None:
    """Drop it all; what was retired is booked again."""
    op.drop_table("checks")
    for table in TABLES:
        op.drop_column(table, "retired_at")
    op.drop_column("cases", "parties")
    for table, name, _ in reversed(_TEXTS):
        op.drop_column(table, name)


def _checks() -> None:
    op.create_table(
        "checks",
        sa.Column("id", ID, primary_key=True),
        sa.Column("court", ID, sa.ForeignKey("courts.id"), nullable=False),
        sa.Column("point", ID, sa.ForeignKey("points.id"), nullable=False),
        sa.Column("hearing", ID, sa.ForeignKey("hearings.id")),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("booked_by", sa.String(64), nullable=False),
        sa.Column("result", sa.String(32)),
        sa.Column("done_at", MOMENT),
        sa.Column("done_by", sa.String(64)),
        _text("checked", 200),
        _text("faults", 200),
        _text("note", 500),
        sa.Column("cancelled_at", MOMENT),
        sa.CheckConstraint("ends_at > starts_at", name="times"),
        sa.CheckConstraint("result IN ('passed', 'failed')", name="result"),
        sa.CheckConstraint("(result IS NULL) = (done_at IS NULL)", name="done"),
    )
    op.create_index("ix_checks_hearing", "checks", ["hearing"])
    op.create_index("ix_checks_point_starts_at", "checks", ["point", "starts_at"])


def _text(name: str, limit: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(limit), nullable=False, server_default="")
