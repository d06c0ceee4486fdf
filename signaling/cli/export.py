"""`phientoa export`: a hearing's record as a bundle that anybody can check offline."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from hearing.refusal import Refusal
from recording.export import Exported, export
from signaling.cli import stored


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
        stored.refused(refusal, as_json=as_json)
        raise typer.Exit(1) from refusal
    if as_json:
        paths = {"bundle": str(made.bundle), "trust": str(made.trust)}
        typer.echo(json.dumps({"ok": True, **paths}))
    else:
        typer.echo(f"Hồ sơ · bundle: {made.bundle}")
        typer.echo(f"Tệp tin cậy · trust file: {made.trust} (giữ riêng · keep it apart)")


def _export(hearing: str, directory: Path, data_dir: Path) -> Exported:
    settings, bodies = stored.record(hearing, data_dir)
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
