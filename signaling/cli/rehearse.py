"""`phientoa rehearse`: the rehearsal before the day, judged by what everybody decodes."""

import asyncio
import json
import signal
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.table import Table

from signaling.app import logs
from signaling.cli import given
from signaling.rehearsal import run
from signaling.rehearsal.failure import RehearsalFailed
from signaling.rehearsal.host import Installation
from signaling.rehearsal.outcome import Outcome
from signaling.rehearsal.plan import Plan, plan
from signaling.rehearsal.verdict import matrix

_errors = Console(stderr=True)


def command(
    *,
    parties: Annotated[int, typer.Option(help="Số người · how many people, 2 to 25")] = 6,
    seconds: Annotated[float, typer.Option(help="Số giây xét xử · seconds in session")] = 15,
    to: Annotated[Path, typer.Option(help="Nơi đặt hồ sơ · where the bundle goes")] = Path(
        "rehearsals"
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON line")] = False,
    url: Annotated[
        str | None, typer.Option(help="Hệ thống đang chạy · a running installation")
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(envvar="PHIENTOA_ADMIN_TOKEN", help="Its admin token, with --url"),
    ] = None,
    data_dir: Annotated[
        Path | None, typer.Option(help="Dữ liệu · keep the installation's data here")
    ] = None,
) -> None:
    """Hold a hearing with simulated people and check what each sees, hears, and the record.

    Exit 0 only if everybody saw and heard everybody and the record holds all of it.
    """
    try:
        planned = plan(parties, seconds)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if url is not None:
        _must_be_address(url, token)
    # With --url the data directory is another's: read for the journal, never made.
    kept = (
        data_dir
        if url is not None or data_dir is None
        else given.folder(data_dir, "--data-dir")
    )
    kept = kept and kept.resolve()
    where = given.folder(to, "--to")
    logs.set_up("rehearse")
    try:
        outcome = asyncio.run(_rehearse(planned, where, url, token or "", kept))
    except asyncio.CancelledError as stopped:
        raise typer.Exit(128 + signal.SIGTERM) from stopped
    if as_json:
        typer.echo(json.dumps(outcome.as_json(), ensure_ascii=False))
    _show(outcome)
    raise typer.Exit(1 if outcome.wrong() else 0)


def _must_be_address(url: str, token: str | None) -> None:
    """Raises typer.BadParameter if nothing could be asked at `url` with `token`."""
    if not token or not token.isascii():
        raise typer.BadParameter("--url cần --token đúng · --url needs a right --token")
    try:
        parts = urlsplit(url)
        right = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        right = False
    if not right:
        raise typer.BadParameter(
            f"Không phải địa chỉ http(s): {url} · {url} is no http(s) address",
            param_hint="--url",
        )


async def _rehearse(
    planned: Plan, to: Path, url: str | None, token: str, kept: Path | None
) -> Outcome:
    task = asyncio.current_task()
    assert task is not None
    # On the way out every process that was started is ended.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    async with AsyncExitStack() as stack:
        if url is not None:
            at = Installation(url.rstrip("/"), token, kept)
        else:
            _tell("Đang khởi động hệ thống diễn tập", "Starting the rehearsal's installation")
            try:
                at = await stack.enter_async_context(run.own_installation(kept))
            except RehearsalFailed as failure:
                return Outcome(planned, failures=[failure])
        return await run.Rehearsal(planned, at, to, _tell).hold()


def _tell(vi: str, en: str) -> None:
    _errors.print(f"{vi} · [dim]{en}[/dim]", highlight=False)


def _show(outcome: Outcome) -> None:
    table = Table()
    sees, hears = matrix(outcome.seen), matrix(outcome.heard)
    for heading in ("", "vào sau · joined", "thấy · sees", "nghe · hears", "bản ghi · record"):
        table.add_column(heading, no_wrap=True)
    for number, party in enumerate(outcome.plan.parties):
        ms = dict(enumerate(outcome.joined_ms)).get(number)
        held = outcome.recorded.get(party.key)
        table.add_row(
            party.key,
            "-" if ms is None else f"{ms:.0f} ms",
            _share(sees.get(party.key)),
            _share(hears.get(party.key)),
            "-" if held is None else f"{held.audio_s:.1f} s / {held.video_s:.1f} s",
        )
    _errors.print(table, soft_wrap=True)
    for each in outcome.wrong():
        _errors.print(f"[red]✗[/red] {each.vi} · [dim]{each.en}[/dim]", highlight=False)
    if not outcome.wrong():
        _errors.print(f"[green]✓[/green] Diễn tập đạt · the rehearsal holds: {outcome.bundle}")


def _share(row: dict[str, bool] | None) -> str:
    return "-" if row is None else f"{sum(row.values())}/{len(row)}"
