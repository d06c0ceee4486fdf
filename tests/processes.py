"""Processes of this machine, as Linux tells them."""

from pathlib import Path


def descendants(pid: int) -> set[int]:
    """Every process below `pid`, itself not included."""
    below: set[int] = set()
    parents = {int(each.name): _parent(each) for each in Path("/proc").glob("[0-9]*")}
    fresh = {pid}
    while fresh:
        fresh = {one for one, parent in parents.items() if parent in fresh} - below
        below |= fresh
    return below


def up(line: bytes, log: Path) -> bytes:
    """The line in which a server said that it is up. AssertionError with what its log ends in
    when it ended instead."""
    assert line, f"it did not come up:\n{log.read_text(errors='replace')[-2000:]}"
    return line


def alive(pid: int) -> bool:
    """Whether it still runs; a dead process not yet waited for does not."""
    return _field(Path(f"/proc/{pid}"), 0) not in ("", "Z")


def _parent(process: Path) -> int:
    return int(_field(process, 1) or 0)


def _field(process: Path, number: int) -> str:
    """Field `number` after the command's name in /proc/PID/stat; "" once it is gone."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[number]
    except (FileNotFoundError, ProcessLookupError):
        return ""
