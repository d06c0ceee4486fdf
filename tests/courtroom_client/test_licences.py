"""Rulings on what the pages owe to those whose packages they are built from."""

import re
from pathlib import Path

import pytest

from courtroom_client import build
from tests.needs import missing

NOTICE = Path(__file__).resolve().parents[2] / "NOTICE"
_BUNDLED = re.compile(r"^## (\S+) - \S+ \(", re.MULTILINE)


@pytest.fixture(scope="module")
def bundled() -> list[str]:
    """The packages that the built pages contain parts of, as the build itself tells."""
    if not build.fresh():
        missing("the built pages", "`make client` makes them")
    told = (build.HERE / "dist" / "assets" / "licenses.txt").read_text(encoding="utf-8")
    return _BUNDLED.findall(told)


def test_every_package_that_the_pages_contain_is_named_in_notice(bundled: list[str]) -> None:
    named = set(re.findall(r"[^\s,]+", NOTICE.read_text(encoding="utf-8")))
    assert "react" in bundled
    assert not [package for package in bundled if package not in named]
