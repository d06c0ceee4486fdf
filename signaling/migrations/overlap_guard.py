"""What makes double booking impossible, per engine (made in step 1, never edited).

No code of ours can go around it. Both engines refuse with the name `bookings_overlap` in the
error, by which the scheduler knows it.
"""

NAME = "bookings_overlap"

_POSTGRESQL_UP = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    f"""
    ALTER TABLE bookings ADD CONSTRAINT {NAME} EXCLUDE USING gist (
        resource WITH =, slot WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&
    )
    """,
)

# SQLite keeps our times as text of one fixed form in UTC, so that text order is time order.
_CLASH = """
    resource = NEW.resource AND slot = NEW.slot
    AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at
"""

_SQLITE_UP = tuple(
    f"""
    CREATE TRIGGER {NAME}_{event} BEFORE {event} ON bookings
    WHEN EXISTS (SELECT 1 FROM bookings WHERE {_CLASH} {others})
    BEGIN SELECT RAISE(ABORT, '{NAME}'); END
    """  # noqa: S608 - made of the constants above
    for event, others in (("INSERT", ""), ("UPDATE", "AND id <> OLD.id"))
)

UP = {"postgresql": _POSTGRESQL_UP, "sqlite": _SQLITE_UP}

# The table's own DROP takes its constraint or triggers along; the extension may serve others.
DOWN: dict[str, tuple[str, ...]] = {
    "postgresql": (f"ALTER TABLE bookings DROP CONSTRAINT {NAME}",),
    "sqlite": (f"DROP TRIGGER {NAME}_INSERT", f"DROP TRIGGER {NAME}_UPDATE"),
}
