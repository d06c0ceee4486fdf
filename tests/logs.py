"""What processes have told so far, each line of it JSON; several write while it is read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def logged(log: Path) -> Iterator[dict[str, Any]]:
    """Its whole lines. What a process was killed over, or has not finished writing, is none."""
    for line in log.read_bytes().splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict):
            yield told
