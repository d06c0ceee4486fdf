"""A private PostgreSQL cluster for tests: its own folder, its own port, gone afterwards."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg  # type: ignore[import-untyped]

from signaling.app.ports import unused
from tests.in_memory import folder

GIVEN = "PHIENTOA_TEST_POSTGRES_URL"
"""Names a database of a running server; tests then make databases of their own beside it."""


_QUICK = "-c fsync=off -c max_wal_size=256MB"
"""No power is cut here; and what is in memory stays small."""


class PostgresMissing(Exception):
    """No PostgreSQL server programs here, or they do not start; the text says why."""


@contextmanager
def cluster() -> Iterator[str]:
    """`postgresql+asyncpg://…` of a maintenance database; the one given, or a new cluster."""
    given = os.environ.get(GIVEN)
    if given:
        yield given
        return
    programs = _programs()
    with folder("phientoa-postgres-") as own, _running(programs, own) as url:
        yield url


@contextmanager
def database(maintenance_url: str) -> Iterator[str]:
    """The URL of an empty database, dropped at the end whoever is still connected."""
    name = f"test_{uuid4().hex}"
    asyncio.run(_execute(maintenance_url, f'CREATE DATABASE "{name}"'))
    try:
        yield f"{maintenance_url.rsplit('/', 1)[0]}/{name}"
    finally:
        asyncio.run(_execute(maintenance_url, f'DROP DATABASE "{name}" WITH (FORCE)'))


def _programs() -> Path:
    """The folder of initdb and pg_ctl; Debian keeps them off PATH."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for one in found:
        if (one / "initdb").exists() and (one / "pg_ctl").exists():
            return one
    raise PostgresMissing("no initdb here (Debian: apt-get install postgresql)")


@contextmanager
def _running(programs: Path, own: Path) -> Iterator[str]:
    # PostgreSQL refuses to run as root; the package's own user owns the folder then.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(own, user)
    data, port = own / "data", unused()
    _run(user, programs / "initdb", "-D", data, "-U", "test", "-A", "trust", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {own} {_QUICK}"
    log = own / "log"
    _run(user, programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
    try:
        yield f"postgresql+asyncpg://test@127.0.0.1:{port}/postgres"
    finally:
        _run(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _run(user: str | None, *command: str | Path) -> None:
    try:
        subprocess.run(
            [str(part) for part in command],
            user=user,
            cwd="/",
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    except subprocess.CalledProcessError as error:
        raise PostgresMissing(f"{Path(command[0]).name}: {error.stderr.strip()}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PostgresMissing(str(error)) from error


async def _execute(url: str, sql: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", "", 1))
    try:
        await connection.execute(sql)
    finally:
        await connection.close()
