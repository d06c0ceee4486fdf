"""`phientoa notices`: templates for a court to change, and papers to look at before sending."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from hearing.refusal import Refusal
from scheduler.database import open_engine, reading
from scheduler.notices.looking import forms, made
from scheduler.notices.notice import Occasion
from scheduler.notices.reading import Writing, writing
from scheduler.notices.templates import Templates, write
from signaling.app.settings import Settings
from signaling.cli import given
from signaling.cli.stored import refused
from signaling.migrations import migrate


class Action(StrEnum):
    """What to do."""

    TEMPLATES = "templates"
    PREVIEW = "preview"


def command(
    action: Annotated[Action, typer.Argument(help="Mẫu · templates; xem trước · preview")],
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Nơi ghi · where to write")],
    hearing: Annotated[
        str | None, typer.Option(help="Mã phiên tòa · preview: the hearing's id (hrg_…)")
    ] = None,
    occasion: Annotated[
        Occasion, typer.Option(help="Dịp gửi · preview: on what occasion")
    ] = Occasion.LISTED,
    data_dir: Annotated[Path, typer.Option(help="Dữ liệu · where everything is kept")] = Path(
        "data"
    ),
) -> None:
    """Write templates of papers to DIR, or what a hearing's people would get.

    templates: Word documents to change and to put into DATA/templates (of all courts) or
    DATA/templates/COURT (of one, by its id). Files that are there stay as they are.
    preview: for each person a folder with PDF, Word document, calendar entry and mail. Nothing
    is sent. Exit 0: written; 1: refused, and why.
    """
    try:
        files = _wanted(action, directory, hearing, occasion, data_dir)
    except Refusal as refusal:
        refused(refusal, as_json=False)
        raise typer.Exit(1) from None
    except OSError as error:
        raise typer.BadParameter(
            f"Không ghi được · cannot write: {error.strerror}", param_hint="DIR"
        ) from error
    for file in files:
        typer.echo(str(file))


def _wanted(
    action: Action, directory: Path, hearing: str | None, occasion: Occasion, data_dir: Path
) -> list[Path]:
    if action is Action.TEMPLATES:
        return write(directory)
    if hearing is None:
        raise typer.BadParameter("Cần --hearing · which hearing?", param_hint="--hearing")
    settings = given.settings(data_dir, 8080)
    known = asyncio.run(_read(settings, hearing))
    return list(_previewed(known, occasion, Templates(settings.templates_dir), directory))


async def _read(settings: Settings, hearing: str) -> Writing:
    await migrate(settings.database_url)
    engine = open_engine(settings.database_url)
    try:
        async with reading(engine) as connection:
            return await writing(connection, hearing, settings.notices_from)
    finally:
        await engine.dispose()


def _previewed(
    known: Writing, occasion: Occasion, templates: Templates, directory: Path
) -> Iterator[Path]:
    for to in known.addressees:
        folder = directory / f"{to.seat.role.value}-{to.seat.id}"
        folder.mkdir(parents=True, exist_ok=True)
        notice = known.preview(to, occasion, "", datetime.now(UTC))
        for form in forms(notice):
            file = made(form, notice, templates)
            path = folder / file.name
            path.write_bytes(file.content)
            yield path
