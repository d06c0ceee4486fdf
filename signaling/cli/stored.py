"""What a command reads of an installation whose servers may or may not run."""

import asyncio
import json
import os
from collections.abc import Sequence
from pathlib import Path

import typer
from sqlalchemy import make_url, select
from sqlalchemy.exc import SQLAlchemyError

from hearing.refusal import Refusal
from scheduler.database import open_engine
from signaling.app.settings import Settings, load
from signaling.court.tables import LedgerRow
from signaling.refusals import render


def record(hearing: str, data_dir: Path) -> tuple[Settings, Sequence[str]]:
    """The installation, and the hearing's ledger rows. Raises Refusal."""
    if not data_dir.is_dir():
        raise Refusal("export.no_data_dir", path=str(data_dir))
    if "PHIENTOA_DATABASE_URL" not in os.environ and not (data_dir / "phientoa.db").exists():
        raise Refusal("export.no_database", why="phientoa.db")
    try:
        settings = load(data_dir, 0)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Refusal("export.failed", why=why) from error
    must_be_there(settings.database_url)
    return settings, asyncio.run(_ledger(settings, hearing))


def must_be_there(database_url: str) -> None:
    """Opening a file of SQLite's would make it, or try to. Raises Refusal."""
    try:
        url = make_url(database_url)
    except SQLAlchemyError as error:
        raise Refusal("export.no_database", why=type(error).__name__) from error
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise Refusal("export.no_database", why="SQLite")


def refused(refusal: Refusal, *, as_json: bool) -> None:
    """Say why not, in both languages."""
    said = render(refusal)
    if as_json:
        typer.echo(json.dumps({"ok": False, "code": said.code, "vi": said.vi, "en": said.en}))
    else:
        typer.echo(f"{said.code}\n{said.vi}\n{said.en}", err=True)


async def _ledger(settings: Settings, hearing: str) -> Sequence[str]:
    """The hearing's rows, from the database that the servers use."""
    try:
        engine = open_engine(settings.database_url)
    except (SQLAlchemyError, ImportError) as error:
        raise Refusal("export.no_database", why=type(error).__name__) from error
    query = select(LedgerRow.body).where(LedgerRow.hearing == hearing).order_by(LedgerRow.seq)
    try:
        async with engine.connect() as connection:
            return (await connection.scalars(query)).all()
    except (SQLAlchemyError, OSError) as error:
        raise Refusal("export.no_database", why=type(error).__name__) from error
    finally:
        await engine.dispose()
