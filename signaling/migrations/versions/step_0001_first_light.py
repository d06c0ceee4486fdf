"""Step 1: the directory, hearings with what they occupy, join links, the ledger."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from signaling.migrations.overlap_guard import DOWN, UP

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table, then this engine's guard against overlapping bookings."""
    _directory()
    _hearings()
    _bookings()
    _links()
    _ledger()
    for statement in UP[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Drop them all, referring tables first."""
    for statement in DOWN[op.get_bind().dialect.name]:
        op.execute(statement)
    for table in (
        *("seat_sessions", "join_links", "seats", "devices", "hearing_points", "bookings"),
        *("hearings", "cases", "people", "points", "courts", "ledger"),
    ):
        op.drop_table(table)


def _directory() -> None:
    op.create_table("courts", _id(), _text("name", 200), _text("zone", 32), _at("created_at"))
    op.create_table(
        "points",
        _id(),
        _to("court", "courts"),
        _text("name", 200),
        _text("kind", 32),
        sa.Column("capacity", sa.Integer, nullable=False),
        _at("created_at"),
        sa.CheckConstraint("kind IN ('central', 'component')", name="kind"),
        sa.CheckConstraint("capacity >= 1", name="capacity"),
        sa.CheckConstraint("kind <> 'central' OR capacity = 1", name="courtroom"),
    )
    op.create_table(
        "people", _id(), _to("court", "courts"), _text("name", 200), _at("created_at")
    )
    op.create_table(
        "cases",
        _id(),
        _to("court", "courts"),
        _text("number", 200),
        _text("type", 32),
        _text("title", 200),
        _at("created_at"),
        sa.UniqueConstraint("court", "number"),
    )
    _index("points", "court")
    _index("people", "court")
    _index("cases", "court")


def _hearings() -> None:
    op.create_table(
        "hearings",
        _id(),
        _to("court", "courts"),
        _to("case_id", "cases"),
        _text("title", 200),
        *(_at("starts_at"), _at("ends_at"), _at("created_at")),
        *(_at("scheduled_at", maybe=True), _at("cancelled_at", maybe=True)),
        sa.CheckConstraint("ends_at > starts_at", name="times"),
    )
    op.create_table(
        "hearing_points",
        _to("hearing", "hearings", key=True),
        _to("point", "points", key=True),
    )
    op.create_table(
        "devices",
        _id(),
        _to("hearing", "hearings"),
        _text("key", 32),
        _text("kind", 32),
        _to("point", "points", maybe=True),
        sa.UniqueConstraint("hearing", "key"),
        sa.CheckConstraint("kind IN ('room', 'personal', 'companion')", name="kind"),
    )
    op.create_table(
        "seats",
        _id(),
        _to("hearing", "hearings"),
        _to("person", "people"),
        _text("role", 32),
        _to("device", "devices"),
    )
    _index("hearings", "court", "case_id", "starts_at")
    _index("hearing_points", "point")
    _index("devices", "hearing")
    _index("seats", "hearing", "person")


def _bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("id", sa.Integer, primary_key=True),
        _to("hearing", "hearings"),
        _text("kind", 32),
        _text("resource", 40),
        sa.Column("slot", sa.Integer, nullable=False),
        *(_at("starts_at"), _at("ends_at")),
        sa.CheckConstraint("kind IN ('point', 'person')", name="kind"),
        sa.CheckConstraint("ends_at > starts_at", name="times"),
    )
    _index("bookings", "hearing")
    op.create_index("ix_bookings_resource_starts_at", "bookings", ["resource", "starts_at"])


def _links() -> None:
    op.create_table(
        "join_links",
        _id(),
        _to("hearing", "hearings"),
        _to("seat", "seats"),
        sa.Column("digest", sa.LargeBinary(32), nullable=False, unique=True),
        *(_at("valid_from"), _at("valid_to"), _at("created_at")),
        *(_at("redeemed_at", maybe=True), _at("revoked_at", maybe=True)),
        sa.CheckConstraint("valid_to > valid_from", name="times"),
    )
    op.create_table(
        "seat_sessions",
        sa.Column("digest", sa.LargeBinary(32), primary_key=True),
        _to("link", "join_links", unique=True),
        _to("seat", "seats"),
        *(_at("created_at"), _at("expires_at"), _at("ended_at", maybe=True)),
    )
    _index("join_links", "hearing", "seat")
    _index("seat_sessions", "seat")


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("hearing", sa.String(40), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        _at("at"),
        _text("command", 64),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
    )
    op.create_index("ix_ledger_hearing_command", "ledger", ["hearing", "command"])


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.String(40), primary_key=True)


def _text(name: str, limit: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(limit), nullable=False)


def _at(name: str, *, maybe: bool = False) -> sa.Column[Any]:
    return sa.Column(name, MOMENT, nullable=maybe)


def _to(
    name: str, table: str, *, key: bool = False, maybe: bool = False, unique: bool = False
) -> sa.Column[Any]:
    foreign = sa.ForeignKey(f"{table}.id")
    if key:
        return sa.Column(name, sa.String(40), foreign, primary_key=True)
    return sa.Column(name, sa.String(40), foreign, nullable=maybe, unique=unique)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])
