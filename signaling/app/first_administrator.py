"""The first administrator of an installation, made where the installation is."""

import os
from datetime import UTC, datetime

from scheduler.database import open_engine
from scheduler.source import Source
from signaling.accounts import staff
from signaling.accounts.audit import note
from signaling.accounts.passwords import Passwords
from signaling.accounts.rights import Office, Post
from signaling.accounts.staff import Member, NewMember
from signaling.app.settings import Settings
from signaling.migrations import migrate

AT_THE_MACHINE = "init"
"""Who the audit says made the account."""


async def make(settings: Settings, user: str, name: str, password: str) -> Member:
    """An administrator of every court. Raises Refusal `staff.user_taken` or password.*."""
    kept = await Passwords().hashed(password)
    await migrate(settings.database_url)
    engine = open_engine(settings.database_url)
    source = Source(datetime.now(UTC), os.urandom)
    new = NewMember(user, name, kept, [Post(Office.ADMINISTRATOR, None)], [])
    try:
        async with engine.begin() as connection:
            member = await staff.add(connection, source, new)
            await note(connection, source, AT_THE_MACHINE, "staff_added", staff=member.id)
    finally:
        await engine.dispose()
    return member
