"""Rulings on building the pages: only when they are stale, never needed in an installation."""

import subprocess
from pathlib import Path

import pytest

import courtroom_client
from courtroom_client import build


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A client's folder with sources and built pages of these very sources."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "main.tsx").write_text("start();\n")
    (tmp_path / "package.json").write_text("{}\n")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text("<!doctype html>\n")
    (tmp_path / "dist" / ".fingerprint").write_text(build.fingerprint(tmp_path) + "\n")
    return tmp_path


def test_pages_of_these_very_sources_are_fresh(sources: Path) -> None:
    assert build.fresh(sources)


@pytest.mark.parametrize("changed", ["src/main.tsx", "package.json", "src/new.ts"])
def test_any_changed_or_new_source_makes_them_stale(sources: Path, changed: str) -> None:
    (sources / changed).write_text("other\n")
    assert not build.fresh(sources)


def test_a_renamed_source_makes_them_stale(sources: Path) -> None:
    (sources / "src" / "main.tsx").rename(sources / "src" / "start.tsx")
    assert not build.fresh(sources)


def test_what_is_no_source_changes_nothing(sources: Path) -> None:
    (sources / "README.md").write_text("words\n")
    assert build.fresh(sources)


def test_an_installation_without_sources_needs_no_building(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text("<!doctype html>\n")
    assert build.fresh(tmp_path)


def test_fresh_pages_are_built_without_node(
    sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*command: object, **options: object) -> None:
        raise AssertionError(f"ran {command}")

    monkeypatch.setattr(subprocess, "run", refused)
    build.build(sources)


def test_this_checkouts_pages_stand_where_the_server_looks() -> None:
    index = courtroom_client.dist() / "index.html"
    assert 'id="root"' in index.read_text("utf-8")


def test_the_pages_load_nothing_from_elsewhere_and_inline_no_script() -> None:
    index = (build.HERE / "index.html").read_text("utf-8")
    assert "<style" not in index
    assert "style=" not in index
    assert "//" not in index
    assert index.count("<script") == 1
    assert '<script type="module" src="/src/main.tsx"></script>' in index
