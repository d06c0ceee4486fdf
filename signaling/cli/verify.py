"""`phientoa verify`: a bundle checked offline, in plain words. Imports only the verifier."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from recording import derived
from recording.canonical import Malformed
from recording.trust import from_bytes
from recording.verify import verify
from signaling.cli import verdict


def command(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="Hồ sơ hoặc bản dựng · the bundle, or a copy")
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
    DIR may also be a rendered copy with its note (FILE.note.json) beside it.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if directory.is_file():
        raise typer.Exit(_copy(directory, trust, as_json=as_json))
    report = verify(directory, trust)
    if as_json:
        typer.echo(json.dumps(report.to_json()))
    else:
        verdict.show(report)
    raise typer.Exit(report.exit)


def _copy(file: Path, trust: Path | None, *, as_json: bool) -> int:
    """Checks a rendered copy by its note. The same exit codes, 2: there is no note."""
    code, exit_code = _judge(file, trust)
    vi, en = derived.SENTENCES[code]
    if as_json:
        told = {"ok": exit_code == 0, "exit": exit_code, "code": code, "vi": vi, "en": en}
        typer.echo(json.dumps(told))
    else:
        typer.echo(f"{vi}\n{en}")
    return exit_code


def _judge(file: Path, trust: Path | None) -> tuple[str, int]:
    try:
        anchor = from_bytes(trust.read_bytes()) if trust is not None else None
    except (OSError, Malformed):
        return "note.certificate", 1
    try:
        wrong = derived.check(file, derived.note_path(file).read_bytes(), anchor)
    except OSError:
        return "note.missing", 2
    if wrong:
        return wrong[0], 1
    return ("copy.true", 0) if anchor else ("copy.unchecked", 3)
