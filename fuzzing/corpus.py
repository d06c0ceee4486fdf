"""The inputs kept in the repository: seeds, and what once broke something."""

import random
from collections.abc import Iterator
from pathlib import Path

_HERE = Path(__file__).parent / "corpus"


def folder(target: str) -> Path:
    """Where a target's inputs are; one file each."""
    return _HERE / target


def kept(target: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of each, in the order of names."""
    for path in sorted(folder(target).iterdir()):
        yield path.name, path.read_bytes()


def damaged(data: bytes, count: int, dice: random.Random) -> Iterator[bytes]:
    """`data` harmed in `count` ways, as a network or a liar would: bits turned, bytes cut out,
    repeated, replaced by extremes, the end missing."""
    for _ in range(count):
        changed = bytearray(data)
        for _ in range(dice.randint(1, 4)):
            dice.choice(_WAYS)(changed, dice)
        yield bytes(changed)


def _turn(data: bytearray, dice: random.Random) -> None:
    if data:
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _cut(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data) + 1)
    del data[at : at + dice.randint(1, 8)]


def _repeat(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data) + 1)
    data[at:at] = data[at : at + dice.randint(1, 64)] * dice.randint(1, 3)


def _extreme(data: bytearray, dice: random.Random) -> None:
    if data:
        data[dice.randrange(len(data))] = dice.choice((0, 1, 0x7F, 0x80, 0xFE, 0xFF))


def _end(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(len(data) + 1) :]


_WAYS = (_turn, _turn, _extreme, _extreme, _cut, _repeat, _end)
