"""Step 5: sittings, absences, buffers and escorts; a hearing's predecessor; stricter guards."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from signaling.migrations import overlap_guard
from signaling.migrations.occupancy_guard import DOWN, LONGEST_DAYS, UP

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.String(40)
MOMENT = sa.DateTime(timezone=True)
_SPAN = "ends_at > starts_at"
_KEPT = "id, hearing, kind, resource, slot, starts_at, ends_at"
_KIND_BEFORE = "kind IN ('point', 'person')"
_CHECKS = {
    "kind": "kind IN ('point', 'person', 'escort')",
    "owner": "(hearing IS NULL) <> (absence IS NULL)",
    "slot": "slot >= 0 AND (kind <> 'person' OR slot = 0)",
}
_INDEXES = {
    "ix_bookings_hearing": ["hearing"],
    "ix_bookings_resource_starts_at": ["resource", "starts_at"],
}


def upgrade() -> None:
    """What was booked before sits once, and keeps what it occupies."""
    _columns()
    _sittings()
    _absences()
    _bookings()
    for statement in UP[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Back to one span a hearing; absences and escorts are gone."""
    for statement in DOWN[op.get_bind().dialect.name]:
        op.execute(statement)
    op.execute("DELETE FROM bookings WHERE hearing IS NULL OR kind = 'escort'")
    _bookings_before()
    op.drop_table("absences")
    op.drop_table("sittings")
    op.drop_index("ix_hearings_predecessor", "hearings")
    op.drop_index("ix_people_court_card", "people")
    for table, column in (
        *(("hearings", "predecessor"), ("people", "card"), ("points", "escorts")),
        *(("points", "after"), ("points", "before")),
    ):
        op.drop_column(table, column)


def _columns() -> None:
    for name in ("before", "after"):
        op.add_column("points", sa.Column(name, sa.Integer, nullable=False, server_default="0"))
    op.add_column("points", sa.Column("escorts", sa.Integer))
    op.add_column("people", sa.Column("card", sa.String(64)))
    op.create_index("ix_people_court_card", "people", ["court", "card"], unique=True)
    op.execute(
        "ALTER TABLE hearings ADD COLUMN predecessor VARCHAR(40) "
        "CONSTRAINT fk_hearings_predecessor_hearings REFERENCES hearings (id)"
    )
    op.create_index("ix_hearings_predecessor", "hearings", ["predecessor"], unique=True)


def _sittings() -> None:
    op.create_table(
        "sittings",
        sa.Column("hearing", ID, sa.ForeignKey("hearings.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("court", ID, sa.ForeignKey("courts.id"), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.CheckConstraint(_SPAN, name="times"),
    )
    op.create_index("ix_sittings_court_starts_at", "sittings", ["court", "starts_at"])
    op.execute(
        "INSERT INTO sittings (hearing, number, court, starts_at, ends_at) "
        "SELECT id, 1, court, starts_at, ends_at FROM hearings"
    )


def _absences() -> None:
    op.create_table(
        "absences",
        sa.Column("id", ID, primary_key=True),
        sa.Column("court", ID, sa.ForeignKey("courts.id"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("resource", ID, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('point', 'person')", name="kind"),
        sa.CheckConstraint(_SPAN, name="times"),
    )
    op.create_index("ix_absences_court", "absences", ["court"])
    op.create_index("ix_absences_resource", "absences", ["resource"])


def _bookings() -> None:
    """Bookings may be an absence's, and of escorts; checks that the new guards rely on."""
    if op.get_bind().dialect.name == "sqlite":
        _anew(_columns_of(absences=True))
    else:
        op.alter_column("bookings", "hearing", nullable=True)
        op.add_column("bookings", sa.Column("absence", ID, sa.ForeignKey("absences.id")))
        op.drop_constraint("kind", "bookings", type_="check")
        for name, check in _CHECKS.items():
            op.create_check_constraint(name, "bookings", check)
        span = f"ends_at - starts_at <= interval '{LONGEST_DAYS} days'"
        op.create_check_constraint("longest", "bookings", span)
    op.create_index("ix_bookings_absence", "bookings", ["absence"])


def _bookings_before() -> None:
    op.drop_index("ix_bookings_absence", "bookings")
    if op.get_bind().dialect.name == "sqlite":
        _anew(_columns_of(absences=False))
        for statement in overlap_guard.UP["sqlite"]:
            op.execute(statement)
        return
    for name in (*_CHECKS, "longest"):
        op.drop_constraint(name, "bookings", type_="check")
    op.create_check_constraint("kind", "bookings", _KIND_BEFORE)
    op.drop_column("bookings", "absence")
    op.alter_column("bookings", "hearing", nullable=False)


def _anew(columns: list[Any]) -> None:
    """SQLite changes checks only by a new table; the old one takes its triggers along."""
    for name in _INDEXES:
        op.drop_index(name, "bookings")
    op.rename_table("bookings", "bookings_before")
    op.create_table("bookings", *columns)
    op.execute(f"INSERT INTO bookings ({_KEPT}) SELECT {_KEPT} FROM bookings_before")  # noqa: S608
    op.drop_table("bookings_before")
    for name, indexed in _INDEXES.items():
        op.create_index(name, "bookings", indexed)


def _columns_of(*, absences: bool) -> list[Any]:
    span = f"julianday(ends_at) - julianday(starts_at) <= {LONGEST_DAYS}"
    checks = {**_CHECKS, "longest": span} if absences else {"kind": _KIND_BEFORE}
    owner: list[Any] = [sa.Column("absence", ID, sa.ForeignKey("absences.id"))]
    return [
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("hearing", ID, sa.ForeignKey("hearings.id"), nullable=absences),
        *(owner if absences else ()),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("resource", ID, nullable=False),
        sa.Column("slot", sa.Integer, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.CheckConstraint(_SPAN, name="times"),
        *(sa.CheckConstraint(check, name=name) for name, check in checks.items()),
    ]
