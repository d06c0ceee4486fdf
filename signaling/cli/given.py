"""What commands are given: settings, folders, ports. What cannot be used is said, in words."""

import os
import tempfile
from pathlib import Path

import typer

from signaling.app.ports import Port, taken
from signaling.app.settings import Settings, load
from signaling.app.stopping import SUPERVISED


def settings(data_dir: Path, port: int) -> Settings:
    """The settings of `data_dir`, made if missing. Raises typer.BadParameter."""
    if not os.environ.get(SUPERVISED):  # a part that died must come back on a full disk too
        folder(data_dir, "--data-dir", 0o700)  # records and names lie there
    try:
        return load(data_dir, port)
    except OSError as error:
        raise _unusable(data_dir, "--data-dir", error) from error
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="PHIENTOA_*") from error


def folder(path: Path, option: str, mode: int = 0o777) -> Path:
    """`path` in full, made if missing. Raises typer.BadParameter if it cannot be written."""
    full = path.resolve()
    try:
        full.mkdir(parents=True, exist_ok=True, mode=mode)
        with tempfile.TemporaryFile(dir=full):  # a name of its own: parts start together
            return full
    except OSError as error:
        raise _unusable(full, option, error) from error


def must_be_free(host: str, ports: list[Port]) -> None:
    """Raises typer.BadParameter if another program has one of `ports`."""
    if which := ", ".join(map(str, taken(host, ports))):
        raise typer.BadParameter(
            f"{which} ({host}) không dùng được: chương trình khác đang dùng? Chọn cổng khác."
            f" · {which} ({host}) cannot be had: another program has it? Choose another port.",
            param_hint="--port",
        )


def _unusable(path: Path, option: str, error: OSError) -> typer.BadParameter:
    why = error.strerror or type(error).__name__
    return typer.BadParameter(
        f"Không ghi được vào {path} ({why}). · {path} cannot be written ({why}).",
        param_hint=option,
    )
