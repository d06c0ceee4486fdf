"""Step 11: who answered a deadline, and whether the judge attested in person."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WAITING = sa.text("answered_at IS NULL")


def upgrade() -> None:
    """Answers given before are nobody's that we know of."""
    op.add_column("deadlines", sa.Column("answered_by", sa.String(40)))
    op.add_column(
        "deadlines",
        sa.Column("own", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index(
        "ix_deadlines_waiting",
        "deadlines",
        ["court", "due_at"],
        postgresql_where=WAITING,
        sqlite_where=WAITING,
    )
    # "Assessed" was all that could be answered; an assessment in favour is what it meant.
    op.execute(
        "UPDATE deadlines SET answer = 'simple' WHERE key = 'assess' AND answer = 'done'"
    )


def downgrade() -> None:
    """Who answered is forgotten."""
    op.execute(
        "UPDATE deadlines SET answer = 'done' WHERE key = 'assess' AND answer = 'simple'"
    )
    op.drop_index("ix_deadlines_waiting", "deadlines")
    with op.batch_alter_table("deadlines") as table:
        table.drop_column("own")
        table.drop_column("answered_by")


def _rename(was: str, to: str) -> None:
    table = sa.table("deadlines", sa.column("key"), sa.column("answer"))
    answered = (table.c.key == "assess") & (table.c.answer == was)
    op.execute(sa.update(table).where(answered).values(answer=to))
