"""What the process that makes derived copies is told. Loads no codec: its askers need none."""

from dataclasses import dataclass

LOCK = ".lock"
"""Name of the file that is held while a copy is made."""

FORMS = {"grid": ".mp4", "tracks": ".mkv"}
"""What can be made, and how its file is called."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to do. form: of FORMS, or "verify". out: the file to write, or a folder to work in;
    lock: held while a copy is made."""

    form: str
    hearing: str
    recordings_dir: str
    keys_dir: str
    out: str
    lock: str
    bodies: list[str]
