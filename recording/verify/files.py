"""What lies in the directory, and whether it is what the manifest lists. Follows no link."""

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from recording.bundle import MANIFEST, SIGNATURE, Manifest
from recording.verify.report import Report

SMALL = 64 << 20  # manifest, signature, certificates
LARGE = 1 << 30  # the ledger


class Unreadable(Exception):
    """A file that is there cannot be read, or is far larger than such a file can be."""


@dataclass
class Found:
    """Plain files by their path in the bundle, and the paths of all directories."""

    files: dict[str, Path] = field(default_factory=dict)
    directories: set[str] = field(default_factory=set)


def look(root: Path, report: Report) -> Found:
    """Everything below `root`; what is neither file nor directory is a finding."""
    found = Found()
    ahead = [(root, "")]
    while ahead:
        directory, prefix = ahead.pop()
        try:
            entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
        except OSError as error:
            report.add("file.unreadable", prefix or ".", why=error.strerror)
            continue
        for entry in entries:
            path = prefix + entry.name
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                found.directories.add(path)
                ahead.append((Path(entry.path), f"{path}/"))
            elif stat.S_ISREG(mode):
                found.files[path] = Path(entry.path)
            else:
                report.add("file.odd", path)
    return found


def read_whole(file: Path, limit: int = SMALL) -> bytes:
    """The file's bytes. Raises Unreadable."""
    try:
        described = file.stat()
        content = file.read_bytes() if _plausible(described, limit) else None
    except OSError as error:
        raise Unreadable(str(error.strerror)) from error
    if content is None:
        raise Unreadable(f"no plain file of at most {limit} bytes")
    return content


def compare(found: Found, manifest: Manifest, report: Report) -> None:
    """Every file is listed, every listed file is there, and is what was listed."""
    listed = {entry.path: entry for entry in manifest.files}
    expected = {*listed, MANIFEST, SIGNATURE}
    for path in sorted(found.files.keys() - expected):
        report.add("file.added", path)
    for path in sorted(found.directories - _folders(listed)):
        report.add("file.added", f"{path}/")
    for path, entry in sorted(listed.items()):
        if path not in found.files:
            report.add("file.missing", path)
            continue
        try:
            size, digest = _digest(found.files[path], entry.octets)
        except OSError as error:
            report.add("file.unreadable", path, why=error.strerror)
            continue
        if (size, digest) != (entry.octets, entry.sha256):
            report.add("file.changed", path)


def _plausible(described: os.stat_result, limit: int) -> bool:
    return stat.S_ISREG(described.st_mode) and described.st_size <= limit


def _folders(paths: Mapping[str, object]) -> set[str]:
    return {
        str(folder)
        for path in paths
        for folder in PurePosixPath(path).parents
        if str(folder) != "."
    }


def _digest(file: Path, expected: int) -> tuple[int, bytes]:
    """Size and SHA-256; a file of the wrong size is not read to its end."""
    size = file.stat().st_size
    if size != expected:
        return size, b""
    with file.open("rb") as stream:
        return size, hashlib.file_digest(stream, "sha256").digest()
