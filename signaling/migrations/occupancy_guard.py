"""The guard of step 5: no two occupy one thing at once, and none a slot that is not there.

Made by step 5, never edited. `bookings_overlap` is step 1's (overlap_guard.py); SQLite's is
made again here, because SQLite changes a table's checks only by making the table anew.
"""

SLOT = "bookings_slot"
SHRINK = "points_in_use"

# A longer span is a mistake; and so the search for clashes need not look further back.
LONGEST_DAYS = 9

_POSTGRESQL_UP = (
    f"""
    CREATE FUNCTION {SLOT}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE most integer;
    BEGIN
        IF NEW.kind = 'point' THEN
            -- Locked: whoever lowers the capacity waits for us, or we see what they wrote.
            SELECT capacity INTO most FROM points WHERE id = NEW.resource FOR SHARE;
        ELSIF NEW.kind = 'escort' THEN
            SELECT escorts INTO most FROM points
            WHERE id = 'pt_' || substr(NEW.resource, 5) FOR SHARE;
        ELSE
            RETURN NEW;
        END IF;
        IF most IS NULL OR NEW.slot >= most THEN
            RAISE EXCEPTION '{SLOT}' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,  # noqa: S608 - made of the constants above
    f"""
    CREATE TRIGGER {SLOT} BEFORE INSERT OR UPDATE ON bookings
    FOR EACH ROW EXECUTE FUNCTION {SLOT}()
    """,
    f"""
    CREATE FUNCTION {SHRINK}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM bookings WHERE resource = NEW.id AND slot >= NEW.capacity)
        OR EXISTS (
            SELECT 1 FROM bookings WHERE resource = 'esc_' || substr(NEW.id, 4)
            AND slot >= COALESCE(NEW.escorts, 0)
        ) THEN
            RAISE EXCEPTION '{SHRINK}' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,  # noqa: S608 - made of the constants above
    f"""
    CREATE TRIGGER {SHRINK} BEFORE UPDATE OF capacity, escorts ON points
    FOR EACH ROW EXECUTE FUNCTION {SHRINK}()
    """,
)

_POSTGRESQL_DOWN = (
    f"DROP TRIGGER {SHRINK} ON points",
    f"DROP FUNCTION {SHRINK}()",
    f"DROP TRIGGER {SLOT} ON bookings",
    f"DROP FUNCTION {SLOT}()",
)

# SQLite keeps our times as text of one fixed form in UTC, so that text order is time order.
_CLASH = f"""
    resource = NEW.resource AND slot = NEW.slot AND starts_at < NEW.ends_at
    AND starts_at > strftime('%Y-%m-%d %H:%M:%f', NEW.starts_at, '-{LONGEST_DAYS} days')
    AND ends_at > NEW.starts_at
"""

_MOST = """
    CASE NEW.kind
        WHEN 'point' THEN (SELECT capacity FROM points WHERE id = NEW.resource)
        WHEN 'escort' THEN
            (SELECT escorts FROM points WHERE id = 'pt_' || substr(NEW.resource, 5))
        ELSE 1
    END
"""

_SQLITE_UP = (
    *(
        f"""
        CREATE TRIGGER bookings_overlap_{event} BEFORE {event} ON bookings
        WHEN EXISTS (SELECT 1 FROM bookings WHERE {_CLASH} {others})
        BEGIN SELECT RAISE(ABORT, 'bookings_overlap'); END
        """  # noqa: S608 - made of the constants above
        for event, others in (("INSERT", ""), ("UPDATE", "AND id <> OLD.id"))
    ),
    *(
        f"""
        CREATE TRIGGER {SLOT}_{event} BEFORE {event} ON bookings
        WHEN NEW.slot >= COALESCE({_MOST}, 0)
        BEGIN SELECT RAISE(ABORT, '{SLOT}'); END
        """
        for event in ("INSERT", "UPDATE")
    ),
    f"""
    CREATE TRIGGER {SHRINK} BEFORE UPDATE OF capacity, escorts ON points
    WHEN EXISTS (SELECT 1 FROM bookings WHERE resource = NEW.id AND slot >= NEW.capacity)
    OR EXISTS (
        SELECT 1 FROM bookings WHERE resource = 'esc_' || substr(NEW.id, 4)
        AND slot >= COALESCE(NEW.escorts, 0)
    )
    BEGIN SELECT RAISE(ABORT, '{SHRINK}'); END
    """,  # noqa: S608 - made of the constants above
)

_SQLITE_DOWN = (
    f"DROP TRIGGER {SHRINK}",
    *(f"DROP TRIGGER {SLOT}_{event}" for event in ("INSERT", "UPDATE")),
)

UP = {"postgresql": _POSTGRESQL_UP, "sqlite": _SQLITE_UP}
DOWN = {"postgresql": _POSTGRESQL_DOWN, "sqlite": _SQLITE_DOWN}
