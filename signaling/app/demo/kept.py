"""What the demo must know again when it is started again: its hearing, directory, passwords."""

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

NAME = "demo.json"


class Kept(BaseModel):
    """Ids by name. staff: password by user name; a demo's, so that it can show them again."""

    model_config = ConfigDict(hide_input_in_errors=True)

    court: str = ""
    case: str = ""
    points: dict[str, str] = {}
    people: dict[str, str] = {}
    staff: dict[str, str] = {}
    hearing: str = ""


def read(folder: Path) -> Kept:
    """What an earlier start left in `folder`; nothing if none did or it cannot be read."""
    try:
        return Kept.model_validate_json((folder / NAME).read_bytes())
    except (FileNotFoundError, ValidationError):
        return Kept()


def write(folder: Path, kept: Kept) -> None:
    """Keep it, for the owner's eyes only; whole or not at all."""
    fresh = folder / f".{NAME}.{os.getpid()}"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(kept.model_dump_json(indent=1))
    fresh.replace(folder / NAME)
