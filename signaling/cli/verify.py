"""`phientoa verify`: a bundle checked offline, in plain words. Imports only the verifier."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from recording.verify import verify
from signaling.cli import verdict


def command(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="Hồ sơ cần kiểm tra · the bundle")
    ],
    trust: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Tệp tin cậy, lấy từ nơi khác · the trust file"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON line")] = False,
) -> None:
    """Check a bundle offline: is it whole, untouched, and whose?

    Exit 0: whole, and the trust file proves its origin. 1: tampered. 2: not finished, or no
    bundle. 3: whole, but no trust file was given, so that an outsider could have signed it.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    report = verify(directory, trust)
    if as_json:
        typer.echo(json.dumps(report.to_json()))
    else:
        verdict.show(report)
    raise typer.Exit(report.exit)
