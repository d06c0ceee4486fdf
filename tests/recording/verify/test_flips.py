"""No byte of a bundle can be flipped unseen: with and without trust, exit 1."""

import random
from pathlib import Path

import pytest

from recording.verify import verify
from tests.recording.conftest import Case
from tests.recording.insider import relist
from tests.recording.world import World, declare

SMALL = 2048
SAMPLES = 150  # positions of a larger file


@pytest.fixture(scope="module")
def lean(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The smallest whole hearing: its every file is small."""
    world = World(tmp_path_factory.mktemp("lean"))
    world.row("scheduled")
    world.move("open", "in_session")
    journal = world.begin()
    declare(journal)
    world.hear(journal, 1, packets=1)
    world.close(journal)
    case = Case(world, world.export())
    assert case.exits() == (0, 3)
    return case


def _files(bundle: Path) -> list[str]:
    return sorted(file.relative_to(bundle).as_posix() for file in bundle.rglob("*.*"))


def _positions(size: int, chance: random.Random) -> list[int]:
    every = range(size)
    return list(every) if size <= SMALL else [0, size - 1, *chance.sample(every, SAMPLES)]


@pytest.mark.parametrize(
    "path",
    [
        "manifest.json",
        "manifest.sig.json",
        "ledger.jsonl",
        "parts/000/certificate.json",
        "parts/000/segment-000000.ptj",
    ],
)
def test_a_flipped_byte_anywhere_is_tampering(lean: Case, path: str) -> None:
    assert path in _files(lean.bundle)
    chance = random.Random(path)
    file = lean.bundle / path
    whole = file.read_bytes()
    unseen = []
    for at in _positions(len(whole), chance):
        flip = chance.choice((0x01, 0x20, 0x80, chance.randrange(1, 256)))
        file.write_bytes(whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :])
        trust = lean.trust if at % 4 else None
        if verify(lean.bundle, trust).exit != 1:
            unseen.append((at, flip))
    file.write_bytes(whole)
    assert unseen == []


def test_every_file_of_a_bundle_is_tried_above(lean: Case) -> None:
    assert _files(lean.bundle) == [
        "ledger.jsonl",
        "manifest.json",
        "manifest.sig.json",
        "parts/000/certificate.json",
        "parts/000/segment-000000.ptj",
    ]


def test_a_flipped_byte_of_the_journal_is_seen_even_if_the_exporter_lists_it_so(
    case: Case,
) -> None:
    chance = random.Random(4)
    file = case.bundle / "parts/000/segment-000001.ptj"
    whole = file.read_bytes()
    for at in chance.sample(range(len(whole)), 60):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        relist(case.bundle, case.world)
        assert case.check().exit == 1, at


@pytest.mark.parametrize("path", ["manifest.json", "manifest.sig.json"])
def test_a_space_or_a_newline_more_is_a_change(case: Case, path: str) -> None:
    file = case.bundle / path
    whole = file.read_bytes()
    for spoiled in (whole + b"\n", b" " + whole, whole[:-1], whole.replace(b",", b", ", 1)):
        file.write_bytes(spoiled)
        assert case.exits() == (1, 1)


def test_hex_in_capitals_is_a_change(case: Case) -> None:
    file = case.bundle / "manifest.sig.json"
    text = file.read_text()
    at = next(i for i in range(text.index('"signature":') + 13, len(text)) if text[i].isalpha())
    file.write_text(text[:at] + text[at].upper() + text[at + 1 :])
    assert case.exits() == (1, 1)
