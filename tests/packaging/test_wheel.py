"""Rulings on what is published: with pip alone, without Node or a compiler, it holds a demo."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from courtroom_client import build
from signaling.app.ports import unused
from tests.demo import demo
from tests.needs import missing

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

REPOSITORY = Path(__file__).resolve().parents[2]
_SDIST = "import sys; from hatchling.build import build_sdist; print(build_sdist(sys.argv[1]))"
_NEVER = {"node", "npm", "cc", "gcc", "g++", "clang", "make", "cargo"}


def _venv(folder: Path) -> dict[str, str]:
    """The environment of an empty virtual environment that sees no tool but its own."""
    subprocess.run((sys.executable, "-m", "venv", str(folder)), check=True)
    path = str(folder / "bin")
    assert not [tool for tool in _NEVER if shutil.which(tool, path=path)]
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**inherited, "PATH": path, "VIRTUAL_ENV": str(folder)}


def _run(environ: dict[str, str], tool: str, *arguments: str, at: Path) -> str:
    command = (str(Path(environ["PATH"]) / tool), *arguments)
    done = subprocess.run(
        command, env=environ, cwd=at, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, pages built."""
    build.build()  # nothing to do where they are fresh
    folder = tmp_path_factory.mktemp("sdist")
    environ = _venv(folder / "venv")
    pip = (str(folder / "venv/bin/pip"), "install", "--quiet", "hatchling>=1.27")
    got = subprocess.run(pip, env=environ, capture_output=True, text=True, check=False)
    if got.returncode:
        missing("PyPI", got.stderr.strip().splitlines()[-1])
    made = _run(environ, "python", "-c", _SDIST, str(folder), at=REPOSITORY)
    return folder / made.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def wheel(sdist: Path) -> Path:
    """Built from the source distribution, and from nothing else."""
    folder = sdist.parent
    environ = _venv(folder / "venv")
    # Quiet: what pip says of its progress is no name of a file.
    _run(environ, "pip", "wheel", "--quiet", "--no-deps", str(sdist), at=folder)
    (made,) = folder.glob("*.whl")
    return made


def test_the_source_distribution_has_sources_and_built_pages_and_no_waste(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"hearing/decide.py", "courtroom_client/src/main.tsx", "LICENSE"} <= names
    assert "courtroom_client/dist/index.html" in names
    assert not [name for name in names if "node_modules" in name or name.startswith(".venv")]


def test_the_wheel_has_the_pages_and_no_sources_of_them(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "courtroom_client/dist/index.html" in names
    assert not [name for name in names if name.startswith(("courtroom_client/src", "tests"))]


def test_the_wheel_alone_holds_a_demo(wheel: Path, tmp_path: Path) -> None:
    environ = _venv(tmp_path / "venv")
    _run(environ, "pip", "install", "--quiet", "--no-compile", str(wheel), at=tmp_path)
    data = tmp_path / "data"
    data.mkdir()
    phientoa = (str(tmp_path / "venv/bin/phientoa"),)
    with demo(phientoa, data, unused(together=5), environ) as shown:
        page = httpx.get(shown.url, timeout=60).raise_for_status().text
        assets = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
        assert assets
        for asset in assets:
            assert httpx.get(f"{shown.url}{asset}", timeout=60).raise_for_status().content
        token = {"token": shown.links["accused"].partition("#")[2]}
        looked = httpx.post(
            f"{shown.url}/api/v1/links/look", json=token, timeout=60
        ).raise_for_status()
        assert (looked.json()["role"], looked.json()["state"]) == ("accused", "valid")
