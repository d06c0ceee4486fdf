"""What somebody with the bundle, or with the exporter's key too, may try; each is seen."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from recording.journal.block import BODY_HEAD
from recording.journal.reader import read_segment
from tests.recording.conftest import Case
from tests.recording.insider import blocks_of, relist
from tests.recording.world import World, trust_of

FIRST = "parts/000/segment-000000.ptj"
SECOND = "parts/000/segment-000001.ptj"
LAST = "parts/001/segment-000001.ptj"


def _rewrite(bundle: Path, path: str, change: Callable[[bytes], bytes]) -> None:
    file = bundle / path
    file.write_bytes(change(file.read_bytes()))


def _reblock(bundle: Path, path: str, change: Callable[[list[bytes]], list[bytes]]) -> None:
    file = bundle / path
    file.write_bytes(b"".join(change(blocks_of(file))))


def media_bit(bundle: Path) -> None:
    """The last byte of a block is sound."""
    _rewrite(bundle, FIRST, lambda data: data[:-1] + bytes([data[-1] ^ 1]))


def header_bit(bundle: Path) -> None:
    """A digit of a clock."""
    _rewrite(bundle, FIRST, lambda data: data.replace(b'"wall":17', b'"wall":16', 1))


def salt_bit(bundle: Path) -> None:
    """The salt of the last shard of a block."""
    _rewrite(bundle, FIRST, lambda data: data[:-276] + b"\0" * 16 + data[-260:])


def block_dropped(bundle: Path) -> None:
    """One second less."""
    _reblock(bundle, SECOND, lambda blocks: [blocks[0], *blocks[2:]])


def block_duplicated(bundle: Path) -> None:
    """One second twice."""
    _reblock(bundle, SECOND, lambda blocks: [blocks[0], *blocks])


def blocks_swapped(bundle: Path) -> None:
    """Two seconds in the other order."""
    _reblock(bundle, SECOND, lambda blocks: [blocks[1], blocks[0], *blocks[2:]])


def segment_dropped(bundle: Path) -> None:
    """Four seconds less."""
    (bundle / SECOND).unlink()


def segments_reordered(bundle: Path) -> None:
    """Four seconds change places with four others."""
    (bundle / FIRST).rename(bundle / "swap")
    (bundle / SECOND).rename(bundle / FIRST)
    (bundle / "swap").rename(bundle / SECOND)


def tail_of_a_part_cut(bundle: Path) -> None:
    """The killed recorder's last second goes; the next part still cites it."""
    files = sorted((bundle / "parts/000").glob("segment-*"))
    _reblock(bundle, str(files[-1].relative_to(bundle)), lambda blocks: blocks[:-1])


def tail_truncated(bundle: Path) -> None:
    """The end, in the middle of a block."""
    _rewrite(bundle, LAST, lambda data: data[:-100])


def tail_zeroed(bundle: Path) -> None:
    """The end, filled with zeros."""
    _rewrite(bundle, LAST, lambda data: data[:-100] + bytes(100))


def trailing_garbage(bundle: Path) -> None:
    """Bytes after the end."""
    _rewrite(bundle, LAST, lambda data: data + b"and then he confessed")


def tracks_swapped(bundle: Path) -> None:
    """Two payloads of one block change places."""
    block = list(read_segment(bundle / FIRST))[1]
    one, other = (body.payload for body in block.bodies)
    second = block.end - len(other)
    first = second - BODY_HEAD - len(one)
    size = min(len(one), len(other))

    def swap(data: bytes) -> bytes:
        head, between = data[:first], data[first + size : second]
        return head + other[:size] + between + one[:size] + data[second + size :]

    _rewrite(bundle, FIRST, swap)


def part_dropped(bundle: Path) -> None:
    """Everything before the restart."""
    shutil.rmtree(bundle / "parts/000")


def parts_swapped(bundle: Path) -> None:
    """The parts change places."""
    (bundle / "parts/000").rename(bundle / "swap")
    (bundle / "parts/001").rename(bundle / "parts/000")
    (bundle / "swap").rename(bundle / "parts/001")


def certificates_swapped(bundle: Path) -> None:
    """Each part with the other's certificate."""
    one, other = (bundle / f"parts/00{part}/certificate.json" for part in (0, 1))
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def certificate_removed(bundle: Path) -> None:
    """A part that nobody certified."""
    (bundle / "parts/001/certificate.json").unlink()


def ledger_row_changed(bundle: Path) -> None:
    """A recess becomes a suspension."""
    _rewrite(bundle, "ledger.jsonl", lambda data: data.replace(b'"recess"', b'"suspended"'))


def ledger_row_removed(bundle: Path) -> None:
    """The recess was never ordered."""
    _rewrite(bundle, "ledger.jsonl", lambda data: b"".join(_rows(data)[:2] + _rows(data)[3:]))


def ledger_tail_removed(bundle: Path) -> None:
    """The hearing was never closed."""
    _rewrite(bundle, "ledger.jsonl", lambda data: b"".join(_rows(data)[:-1]))


def ledger_emptied(bundle: Path) -> None:
    """Nothing was ever ordered."""
    _rewrite(bundle, "ledger.jsonl", lambda _: b"")


def link_planted(bundle: Path) -> None:
    """A symbolic link."""
    (bundle / "parts/000/extra").symlink_to("/etc/hostname")


def pipe_planted(bundle: Path) -> None:
    """A pipe, on which a careless reader would wait for ever."""
    os.mkfifo(bundle / "parts/000/segment-000009.ptj")


def segment_as_link(bundle: Path) -> None:
    """A segment that lies elsewhere."""
    file = bundle / FIRST
    target = bundle.parent / "elsewhere.ptj"
    file.rename(target)
    file.symlink_to(target)


def segment_as_directory(bundle: Path) -> None:
    """A directory in place of a file."""
    (bundle / FIRST).unlink()
    (bundle / FIRST).mkdir()


TAMPERINGS = [
    media_bit,
    header_bit,
    salt_bit,
    block_dropped,
    block_duplicated,
    blocks_swapped,
    segment_dropped,
    segments_reordered,
    tail_of_a_part_cut,
    tail_truncated,
    tail_zeroed,
    trailing_garbage,
    tracks_swapped,
    part_dropped,
    parts_swapped,
    certificates_swapped,
    certificate_removed,
    ledger_row_changed,
    ledger_row_removed,
    ledger_tail_removed,
    ledger_emptied,
]
PLANTED = [link_planted, pipe_planted, segment_as_link, segment_as_directory]


def _rows(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def _name(tampering: Callable[[Path], None]) -> str:
    return tampering.__name__


@pytest.mark.parametrize("tamper", [*TAMPERINGS, *PLANTED], ids=_name)
def test_tampering_is_seen(case: Case, tamper: Callable[[Path], None]) -> None:
    tamper(case.bundle)
    assert case.exits() == (1, 1)


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=_name)
def test_tampering_is_seen_though_the_exporter_signs_it(
    case: Case, tamper: Callable[[Path], None]
) -> None:
    tamper(case.bundle)
    relist(case.bundle, case.world)
    assert case.exits() == (1, 1)


def test_every_file_removed_alone_is_missed(case: Case) -> None:
    for file in sorted(case.bundle.rglob("*.*")):
        if file.is_file():
            data = file.read_bytes()
            file.unlink()
            assert case.exits() == (1, 1), file.name
            file.write_bytes(data)
    assert case.exits() == (0, 3)


def test_a_file_or_a_directory_more_is_seen(case: Case) -> None:
    for extra in ("note.txt", "parts/000/segment-000099.ptj", "parts/.hidden"):
        (case.bundle / extra).write_bytes(b"")
        assert case.exits() == (1, 1), extra
        (case.bundle / extra).unlink()
    (case.bundle / "parts/002").mkdir()
    assert case.exits() == (1, 1)


def test_a_manifest_replaced_by_an_outsider_is_seen(case: Case, tmp_path: Path) -> None:
    outsider = World(tmp_path / "outsider")
    outsider.begin().abandon()
    (case.bundle / "ledger.jsonl").write_bytes(b"")
    relist(case.bundle, outsider)
    assert case.exits() == (1, 1)


def test_a_whole_record_signed_by_an_outsider_has_no_proved_origin(
    case: Case, tmp_path: Path
) -> None:
    outsider = World(tmp_path / "outsider")
    outsider.hold()
    shutil.rmtree(case.bundle)
    shutil.copytree(outsider.export(), case.bundle)
    assert case.exits() == (1, 3)
    assert [one.code for one in case.check().findings] == ["trust.other"]


def test_another_hearing_s_record_does_not_pass_for_this_one(
    case: Case, tmp_path: Path
) -> None:
    other = World(tmp_path / "other")
    other.hold()
    shutil.rmtree(case.bundle / "parts")
    shutil.copytree(other.export() / "parts", case.bundle / "parts")
    relist(case.bundle, case.world)
    assert case.exits() == (1, 1)


def test_a_revoked_key_is_not_believed(case: Case) -> None:
    from recording import keys

    world = case.world
    revoked = world.signers[0].public_key().public_bytes_raw()
    keys.revoke(world.keys, revoked)
    trust_of(case.bundle).write_bytes(keys.trust_file(world.keys))
    (world.keys / "revoked.txt").unlink()
    assert [one.code for one in case.check().findings] == ["certificate.revoked"]
