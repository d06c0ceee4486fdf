"""`phientoa import`: cases, points and people from a spreadsheet of other software."""

import asyncio
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from os import urandom
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler import directory
from scheduler.database import open_engine
from scheduler.sheets.importing import Bad, Result, enter
from scheduler.sheets.mapping import Columns, Kind, read_mapping
from scheduler.sheets.reading import Row, read
from scheduler.source import Source
from signaling.accounts.audit import note
from signaling.cli import given
from signaling.cli.stored import must_be_there, refused
from signaling.migrations import migrate
from signaling.refusals import render

BY = "import"
"""Who the audit says acted."""


@dataclass(frozen=True, slots=True)
class _Wish:
    kind: Kind
    court: str | None
    dry_run: bool
    skip_bad: bool


def command(  # noqa: PLR0917 - typer reads the options from here
    file: Annotated[Path, typer.Argument(help="CSV (UTF-8) hoặc XLSX · or XLSX")],
    kind: Annotated[Kind, typer.Option(help="Mỗi dòng là gì · what each row is")],
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--map",
            help="Tệp TOML: cột nào là gì · which column is what; if absent, our own names",
        ),
    ] = None,
    court: Annotated[
        str | None, typer.Option(help="Tòa án · the court's id or name, if there are several")
    ] = None,
    data_dir: Annotated[Path, typer.Option(help="Dữ liệu · where everything is kept")] = Path(
        "data"
    ),
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Chỉ nói, không nhập · only say what would be imported"),
    ] = False,
    skip_bad: Annotated[
        bool,
        typer.Option(
            "--skip-bad", help="Bỏ dòng sai · import the good rows although others are bad"
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object")] = False,
) -> None:
    """Import a spreadsheet. Every bad row is listed with its line and why; unless --skip-bad,
    one bad row and nothing is imported. Exit status: 0 all good, 1 bad rows, 2 unusable."""
    try:
        rows = read(file)
        columns = read_mapping(kind, _mapping(mapping), rows)
        wish = _Wish(kind, court, dry_run, skip_bad)
        result = asyncio.run(_import(_database(data_dir, wish), rows, columns, wish))
    except Refusal as refusal:
        refused(refusal, as_json=as_json)
        raise typer.Exit(2) from None
    imported = result.entered if _kept(result, wish) else 0
    _say(result, imported, as_json=as_json)
    raise typer.Exit(1 if result.bad else 0)


def _mapping(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("mapping.unreadable", why=type(error).__name__) from error


def _kept(result: Result, wish: _Wish) -> bool:
    return not wish.dry_run and (wish.skip_bad or not result.bad)


def _database(data_dir: Path, wish: _Wish) -> str:
    """Whoever only tries makes no folder, no secrets and no database. Raises Refusal."""
    if not wish.dry_run:
        return given.settings(data_dir, 8080).database_url
    stored = f"sqlite+aiosqlite:///{data_dir / 'phientoa.db'}"
    url = os.environ.get("PHIENTOA_DATABASE_URL") or stored
    must_be_there(url)
    return url


async def _import(url: str, rows: Sequence[Row], columns: Columns, wish: _Wish) -> Result:
    if wish.dry_run:
        try:
            return await _entered(url, rows, columns, wish)
        except SQLAlchemyError as error:  # not there, or not brought up to date yet
            raise Refusal("export.no_database", why=type(error).__name__) from error
    await migrate(url)
    return await _entered(url, rows, columns, wish)


async def _entered(url: str, rows: Sequence[Row], columns: Columns, wish: _Wish) -> Result:
    engine, source = open_engine(url), Source(datetime.now(UTC), urandom)
    try:
        async with engine.connect() as connection, connection.begin() as transaction:
            court = await _court(connection, wish.court)
            result = await enter(
                connection, source, court, kind=wish.kind, rows=rows, columns=columns
            )
            if _kept(result, wish):
                await note(
                    connection,
                    source,
                    BY,
                    "imported",
                    kind=wish.kind,
                    court=court,
                    rows=result.entered,
                )
            else:
                await transaction.rollback()
    finally:
        await engine.dispose()
    return result


async def _court(connection: AsyncConnection, named: str | None) -> str:
    """The court's id. Raises Refusal `court.which`."""
    courts = await directory.courts(connection)
    found = [one for one in courts if named in (None, one.id, one.name)]
    if len(found) != 1:
        raise Refusal("court.which", found=len(found))
    return found[0].id


def _say(result: Result, imported: int, *, as_json: bool) -> None:
    if as_json:
        bad = [_bad(one) for one in result.bad]
        said = {"rows": result.rows, "good": result.entered, "imported": imported, "bad": bad}
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    for one in result.bad:
        words = render(one.refusal)
        typer.echo(f"dòng · line {one.line}: {words.vi} · {words.en} [{words.code}]")
    typer.echo(
        f"{result.rows} dòng, {result.entered} đúng, đã nhập {imported}"
        f" · {result.rows} rows, {result.entered} good, {imported} imported"
    )


def _bad(one: Bad) -> dict[str, str | int]:
    words = render(one.refusal)
    return {"line": one.line, "code": words.code, "vi": words.vi, "en": words.en}
