"""Rulings on how much a browser loads before a page works."""

import json
from pathlib import Path

import pytest

from benchmarks.client_size import LIMITS, sizes
from courtroom_client import build
from tests.needs import missing


@pytest.mark.parametrize("page", LIMITS)
def test_a_page_is_small_enough_for_a_slow_line(page: str) -> None:
    """After gzip, everything counted that comes before the first press of a button."""
    if not build.fresh():
        missing("the built pages", "`make client` makes them")
    found = sizes(build.HERE / "dist")[page]
    assert found["total"] <= LIMITS[page], found


def test_a_page_counts_what_it_imports_and_not_what_it_may_fetch_later(tmp_path: Path) -> None:
    """Shared chunks once, styles too; a chunk imported on demand not at all."""
    manifest = {
        "index.html": {
            "file": "index.js",
            "imports": ["_shared.js"],
            "dynamicImports": ["src/pages/seat.tsx", "src/pages/staff.tsx"],
            "css": ["index.css"],
        },
        "_shared.js": {"file": "shared.js"},
        "src/pages/seat.tsx": {"file": "seat.js", "imports": ["_shared.js"]},
        "src/pages/staff.tsx": {"file": "staff.js"},
    }
    (tmp_path / ".vite").mkdir()
    (tmp_path / ".vite" / "manifest.json").write_text(json.dumps(manifest))
    for name in ("index.html", "index.js", "shared.js", "index.css", "seat.js"):
        (tmp_path / name).write_text(name)
    found = sizes(tmp_path)
    lobby = ["index.html", "index.js", "index.css", "shared.js", "total"]
    assert list(found["lobby"]) == lobby
    assert list(found["hearing"]) == [*lobby[:-1], "seat.js", "total"]
