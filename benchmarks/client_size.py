"""What a browser loads before a page works: kilobytes after gzip, from the build's manifest.

Counted for each page: index.html, every script that its parts import statically, and their
styles. Chunks that a page fetches only on demand (a dialogue, another page) do not count, and
neither does anything served by other origins, because nothing is. Prints one JSON object.
"""

import argparse
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from courtroom_client.build import HERE, build

Manifest = Mapping[str, Mapping[str, Sequence[str]]]
KILOBYTE = 1000
LIMITS = {"lobby": 200, "hearing": 350}
"""Kilobytes of each page's first load."""

_ENTRY = "index.html"
_PARTS: Mapping[str, Sequence[str]] = {
    "lobby": ("src/language/vi.ts", "src/pages/join.tsx"),
    "hearing": ("src/language/vi.ts", "src/pages/join.tsx", "src/pages/seat.tsx"),
}
"""The chunks of a page beside the entry; those bundled with others have none of their own.
Who is in a hearing has come through the lobby; of the two languages a browser loads one."""


def sizes(dist: Path) -> dict[str, dict[str, float]]:
    """Each page's files with their kilobytes, and `total`. Raises FileNotFoundError without a
    manifest: the pages are not built."""
    manifest = json.loads((dist / ".vite" / "manifest.json").read_text("utf-8"))
    return {page: _page(dist, manifest, parts) for page, parts in _PARTS.items()}


def _page(dist: Path, manifest: Manifest, parts: Sequence[str]) -> dict[str, float]:
    chunks: dict[str, None] = {}
    for key in (_ENTRY, *(part for part in parts if part in manifest)):
        chunks |= dict.fromkeys(_imported(manifest, key, chunks))
    names = dict.fromkeys([_ENTRY, *(file for key in chunks for file in _files(manifest[key]))])
    found = {name: _kilobytes(dist / name) for name in names}
    return {**found, "total": round(sum(found.values()), 1)}


def _imported(manifest: Manifest, key: str, seen: Mapping[str, None]) -> list[str]:
    found = [key]
    for other in found:
        found += [one for one in manifest[other].get("imports", ()) if one not in found]
    return [one for one in found if one not in seen]


def _files(chunk: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield str(chunk["file"])
    yield from chunk.get("css", ())


def _kilobytes(file: Path) -> float:
    return round(len(gzip.compress(file.read_bytes(), mtime=0)) / KILOBYTE, 1)


def main() -> None:
    """Build the pages if they are stale, and measure them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", action="store_true", help="as it is: kept for scripts")
    options.parse_args()
    build()
    found = sizes(HERE / "dist")
    holds = all(found[page]["total"] <= limit for page, limit in LIMITS.items())
    print(json.dumps({"unit": "kB gzip", "limits": LIMITS, "holds": holds, **found}))


if __name__ == "__main__":
    main()
