"""A bundle appears whole or not at all, overwrites nothing, and may be made at any time."""

import json
import threading
from pathlib import Path

import pytest

from hearing.refusal import Refusal
from recording import export as module
from recording.journal import part_directory
from recording.refusals import REFUSALS
from recording.verify import verify
from tests.recording.world import HEARING, World, declare, trust_of


def _code(world: World, name: str = "bundle") -> str:
    with pytest.raises(Refusal) as refused:
        world.export(name)
    words = REFUSALS[refused.value.code]
    assert words.vi.format(**refused.value.facts)
    assert words.en.format(**refused.value.facts)
    return refused.value.code


def _open(world: World) -> None:
    world.row("scheduled")
    world.move("open", "in_session")


def test_a_hearing_that_nobody_knows(world: World) -> None:
    assert _code(world) == "export.unknown_hearing"


def test_a_hearing_that_was_not_recorded(world: World) -> None:
    _open(world)
    assert _code(world) == "export.not_recorded"


def test_an_installation_without_its_root_key(world: World) -> None:
    world.hold()
    (world.keys / "root.key").unlink()
    assert _code(world) == "export.no_root"


def test_a_bundle_is_never_overwritten(world: World) -> None:
    world.hold()
    bundle = world.export()
    assert _code(world) == "export.destination_exists"
    (world.root / "file").write_text("something")
    assert _code(world, "file") == "export.destination_exists"
    (world.root / "link").symlink_to(world.root / "elsewhere")
    assert _code(world, "link") == "export.destination_exists"
    assert verify(bundle, trust_of(bundle)).exit == 0


def test_another_installation_s_trust_file_is_not_overwritten(world: World) -> None:
    world.hold()
    (world.root / "bundle.trust.json").write_text("{}")
    assert _code(world) == "export.trust_exists"
    assert not (world.root / "bundle").exists()


def test_an_empty_directory_and_a_path_that_is_not_there_yet_are_welcome(world: World) -> None:
    world.hold()
    (world.root / "empty").mkdir()
    for name in ("empty", "not/yet/there"):
        bundle = world.export(name)
        assert verify(bundle, trust_of(bundle)).exit == 0


def test_a_failure_half_way_leaves_nothing_behind(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.hold()

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(module, "_sign", full)
    with pytest.raises(OSError, match="No space"):
        world.export()
    assert sorted(path.name for path in world.root.iterdir()) == ["keys", "recordings"]


def test_two_exports_say_the_same_of_the_same_record(world: World) -> None:
    world.hold()
    one, other = world.export("one"), world.export("other")
    reports = [verify(bundle, trust_of(one)) for bundle in (one, other)]
    assert json.dumps(reports[0].to_json()) == json.dumps(reports[1].to_json())


def test_export_beside_a_recorder_that_goes_on(world: World) -> None:
    _open(world)
    journal = world.begin()
    declare(journal)
    done = threading.Event()
    bundles: list[Path] = []

    def keep_exporting() -> None:
        while not done.is_set():
            bundles.append(world.export(f"bundle-{len(bundles)}"))

    exporter = threading.Thread(target=keep_exporting)
    exporter.start()
    world.hear(journal, 120)
    done.set()
    exporter.join()
    world.close(journal)
    bundles.append(world.export())
    trust = trust_of(bundles[-1])
    exits = [verify(bundle, trust).exit for bundle in bundles]
    assert exits == [2] * (len(bundles) - 1) + [0]


def test_blocks_that_cite_a_ledger_younger_than_the_one_at_hand_are_left_out(
    world: World,
) -> None:
    _open(world)
    journal = world.begin()
    declare(journal)
    world.hear(journal, 3)
    before = list(world.bodies)
    world.recess(journal, 1)
    world.close(journal)
    world.bodies, whole = before, world.bodies
    early = world.export("early")
    assert verify(early, trust_of(early)).exit == 2
    assert verify(early, trust_of(early)).blocks == 4
    world.bodies = whole
    late = world.export("late")
    assert verify(late, trust_of(late)).exit == 0


def test_the_unfinished_block_of_a_dead_recorder_is_left_out(world: World) -> None:
    _open(world)
    journal = world.begin()
    declare(journal)
    world.hear(journal, 3)
    journal.abandon()
    segment = next(part_directory(world.recordings / HEARING, 0).glob("segment-*"))
    data = segment.read_bytes()
    segment.write_bytes(data[:-10])
    bundle = world.export()
    report = verify(bundle, trust_of(bundle))
    assert (report.exit, report.blocks) == (2, 3)
    assert segment.read_bytes() == data[:-10]


def test_damage_on_the_recorder_s_disk_is_exported_as_it_is_and_seen(world: World) -> None:
    world.hold()
    segment = next(part_directory(world.recordings / HEARING, 0).glob("segment-*"))
    data = segment.read_bytes()
    for at in (9, 300, len(data) // 2, len(data) - 3):
        segment.write_bytes(data[:at] + bytes([data[at] ^ 0x40]) + data[at + 1 :])
        bundle = world.export(f"bundle-{at}")
        assert verify(bundle, trust_of(bundle)).exit == 1, at


def test_no_key_and_no_secret_is_in_a_bundle(world: World) -> None:
    world.hold()
    bundle = world.export()
    held = b"".join(file.read_bytes() for file in bundle.rglob("*") if file.is_file())
    for name in ("root.key", "exporter.key"):
        secret = (world.keys / name).read_bytes()
        assert secret not in held
        assert secret.hex().encode() not in held
        assert (world.keys / name).stat().st_mode & 0o077 == 0


def test_the_exporter_s_key_is_made_once(world: World) -> None:
    world.hold()
    world.export("one")
    key = (world.keys / "exporter.key").read_bytes()
    world.export("other")
    assert (world.keys / "exporter.key").read_bytes() == key


def _sizes(path: Path) -> int:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def test_the_manifest_lists_every_byte(world: World) -> None:
    world.hold()
    bundle = world.export()
    listed = json.loads((bundle / "manifest.json").read_text())["files"]
    papers = sum(
        (bundle / name).stat().st_size for name in ("manifest.json", "manifest.sig.json")
    )
    assert sum(one["bytes"] for one in listed) + papers == _sizes(bundle)
