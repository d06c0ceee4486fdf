"""`python -m signaling.migrations NUMBER MESSAGE`: begin a step from what the tables became."""

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import Connection

from scheduler.database import open_engine
from signaling.migrations import config, migrate


async def begin(number: str, message: str) -> None:
    """Write the step's file; read it, and add what Alembic cannot see (guards, data)."""

    def write(connection: Connection) -> None:
        command.revision(config(connection), message, autogenerate=True, rev_id=number)

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'scratch.db'}"
        await migrate(url)
        engine = open_engine(url)
        async with engine.begin() as connection:
            await connection.run_sync(write)
        await engine.dispose()


if __name__ == "__main__":
    asyncio.run(begin(sys.argv[1], " ".join(sys.argv[2:])))
