"""Which methods an address takes: all that the document names for it. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any


def allowed(paths: Mapping[str, Mapping[str, Any]], asked: str) -> str:
    """As the Allow header has it; empty for an address that is not in the document."""
    found = {
        method.upper()
        for path, methods in paths.items()
        if _matches(path, asked)
        for method in methods
    }
    return ", ".join(sorted(found))


def _matches(path: str, asked: str) -> bool:
    pattern = "[^/]+".join(map(re.escape, _between(path)))
    return re.fullmatch(pattern, asked) is not None


def _between(path: str) -> Iterable[str]:
    return re.split(r"\{[^}]+\}", path)
