"""`phientoa render`: a hearing's record as a file that people can play."""

import json
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from hearing.refusal import Refusal
from recording.derive import Derived, Record, derive
from recording.grid import Cancelled
from recording.verify import VERDICTS
from signaling.cli import stored


class Kind(StrEnum):
    """What can be made."""

    GRID = "grid"
    TRACKS = "tracks"


def command(
    hearing: Annotated[str, typer.Argument(help="Mã phiên tòa · the hearing's id (hrg_…)")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Tệp đích · the file to write")],
    data_dir: Annotated[Path, typer.Option(help="Dữ liệu · where everything is kept")] = Path(
        "data"
    ),
    kind: Annotated[
        Kind, typer.Option(help="grid: một khung hình chung, MP4 · tracks: từng luồng, MKV")
    ] = Kind.GRID,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON line")] = False,
) -> None:
    """Render a hearing's record to OUT, and a signed note to OUT.note.json beside it.

    A derived copy: the record itself is only read. Ctrl+C leaves no file. Exit 0: written;
    1: refused, and why; 130: stopped.
    """
    try:
        made = _render(hearing, out.absolute(), data_dir, kind)
    except Cancelled as error:
        stored.refused(Refusal("render.cancelled"), as_json=as_json)
        raise typer.Exit(130) from error
    except Refusal as refusal:
        stored.refused(refusal, as_json=as_json)
        raise typer.Exit(1) from refusal
    verdict, vi, en = VERDICTS[made.report.exit]
    if as_json:
        paths = {"file": str(made.file), "note": str(made.note)}
        told = {"verdict": verdict, "exit": made.report.exit, "seconds": made.seconds}
        typer.echo(json.dumps({"ok": True, **paths, **told}))
    else:
        typer.echo(f"Bản dựng · copy: {made.file} ({made.seconds:.0f} s)")
        typer.echo(f"Phiếu ký · signed note: {made.note}")
        typer.echo(f"{vi}\n{en}")


def _render(hearing: str, out: Path, data_dir: Path, kind: Kind) -> Derived:
    settings, bodies = stored.record(hearing, data_dir)
    if not out.parent.is_dir():
        raise Refusal("render.failed", why=f"{out.parent}: no directory")
    record = Record(hearing, settings.recordings_dir, settings.keys_dir, bodies)
    with _told() as told:
        return derive(record, kind.value, out, told)


@contextmanager
def _told() -> Iterator[Callable[[float], None]]:
    """A bar on stderr; SIGINT and SIGTERM end the work in order."""
    over = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: over.set())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    columns = (TextColumn("Đang dựng · rendering"), BarColumn(), TaskProgressColumn())
    bar = Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True))
    task = bar.add_task("", total=1.0)

    def told(share: float) -> None:
        if over.is_set():
            raise Cancelled
        bar.update(task, completed=share)

    try:
        with bar:
            yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
