"""`phientoa export`: a hearing's record as a bundle that anybody can check offline."""

import asyncio
import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from hearing.refusal import Refusal
from recording.export import Exported, export
from recording.refusals import REFUSALS
from scheduler.database import open_engine
from signaling.app.settings import Settings, load
from signaling.court.tables import LedgerRow


def command(
    hearing: Annotated[str, typer.Argument(help="Mã phiên tòa · the hearing's id (hrg_…)")],
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="Nơi đặt hồ sơ · where the bundle goes")
    ],
    data_dir: Annotated[Path, typer.Option(help="Dữ liệu · where everything is kept")] = Path(
        "data"
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON line")] = False,
) -> None:
    """Export a hearing's record to DIR, and the trust file to DIR.trust.json beside it.

    Works while the servers run and while they do not. Exit 0: written; 1: refused, and why.
    """
    try:
        made = _export(hearing, directory, data_dir)
    except Refusal as refusal:
        _refused(refusal, as_json=as_json)
        raise typer.Exit(1) from refusal
    if as_json:
        paths = {"bundle": str(made.bundle), "trust": str(made.trust)}
        typer.echo(json.dumps({"ok": True, **paths}))
    else:
        typer.echo(f"Hồ sơ · bundle: {made.bundle}")
        typer.echo(f"Tệp tin cậy · trust file: {made.trust} (giữ riêng · keep it apart)")


def _export(hearing: str, directory: Path, data_dir: Path) -> Exported:
    if not data_dir.is_dir():
        raise Refusal("export.no_data_dir", path=str(data_dir))
    if "PHIENTOA_DATABASE_URL" not in os.environ and not (data_dir / "phientoa.db").exists():
        raise Refusal("export.no_database", why="phientoa.db")
    settings = load(data_dir, 0)
    bodies = asyncio.run(_ledger(settings, hearing))
    try:
        return export(
            hearing,
            directory,
            recordings_dir=settings.recordings_dir,
            keys_dir=settings.keys_dir,
            ledger_bodies=bodies,
            now=datetime.now(UTC),
        )
    except OSError as error:
        raise Refusal("export.failed", why=error.strerror or str(error)) from error


async def _ledger(settings: Settings, hearing: str) -> Sequence[str]:
    """The hearing's rows, from the database that the servers use."""
    engine = open_engine(settings.database_url)
    query = select(LedgerRow.body).where(LedgerRow.hearing == hearing).order_by(LedgerRow.seq)
    try:
        async with engine.connect() as connection:
            return (await connection.scalars(query)).all()
    except (SQLAlchemyError, OSError) as error:
        raise Refusal("export.no_database", why=type(error).__name__) from error
    finally:
        await engine.dispose()


def _refused(refusal: Refusal, *, as_json: bool) -> None:
    words = REFUSALS[refusal.code]
    vi, en = words.vi.format(**refusal.facts), words.en.format(**refusal.facts)
    if as_json:
        typer.echo(json.dumps({"ok": False, "code": refusal.code, "vi": vi, "en": en}))
    else:
        typer.echo(f"{refusal.code}{os.linesep}{vi}{os.linesep}{en}", err=True)
