"""What must pass: declared gaps, an honest crash, a full disk; and what is unfinished."""

import errno
import os
from pathlib import Path

import pytest

from recording.journal import JournalFailed, part_directory
from recording.verify import Report, verify
from tests.recording.conftest import Case
from tests.recording.world import HEARING, JUDGE, World, declare, trust_of


def _check(world: World) -> Report:
    bundle = world.export()
    return verify(bundle, trust_of(bundle))


def _begin(world: World) -> None:
    world.row("scheduled")
    world.move("open", "in_session")


def test_a_recess_is_a_declared_gap_and_says_who_ordered_it(world: World) -> None:
    world.hold()
    report = _check(world)
    assert report.exit == 0
    assert [(gap.reason, gap.by) for gap in report.gaps] == [("recess", JUDGE)]
    gap = report.gaps[0]
    assert report.seconds(gap.start) == pytest.approx(3.1, abs=0.01)
    assert report.seconds(gap.end) == pytest.approx(6.2, abs=0.01)


def test_an_honest_crash_and_restart_verifies_and_the_gap_is_told(held: Case) -> None:
    report = held.check()
    assert (report.exit, report.parts) == (0, 2)
    assert [gap.reason for gap in report.gaps] == ["recess", "restart"]
    assert report.gaps[1].end - report.gaps[1].start == pytest.approx(6e6, abs=100)


def test_a_block_torn_by_the_crash_is_mended_and_verifies(world: World) -> None:
    _begin(world)
    journal = world.begin()
    declare(journal)
    world.hear(journal, 3)
    journal.abandon()
    segment = next(part_directory(world.recordings / HEARING, 0).glob("segment-*"))
    with segment.open("ab") as out:
        out.write(segment.read_bytes()[:300])
    world.clock.tick(4)
    journal = world.begin()
    world.close(journal)
    assert _check(world).exit == 0


def test_a_crash_before_the_first_block_leaves_no_hole_in_the_numbering(world: World) -> None:
    _begin(world)
    world.begin().abandon()
    for file in part_directory(world.recordings / HEARING, 0).glob("segment-*"):
        os.truncate(file, 40)
    world.clock.tick(2)
    world.close(world.begin())
    report = _check(world)
    assert (report.exit, report.parts, report.gaps) == (0, 1, [])


def test_a_crash_within_a_recess_gives_both_gaps(world: World) -> None:
    _begin(world)
    journal = world.begin()
    declare(journal)
    world.hear(journal, 2)
    row = world.move("in_session", "recess")
    journal.pause(world.clock.tick(0.1), reason="recess", by=JUDGE, ledger=row).result()
    for _ in range(3):
        journal.seal(world.clock.tick()).result()
    journal.abandon()
    world.clock.tick(10)
    row = world.move("recess", "in_session")
    world.clock.tick(1)
    journal = world.begin()
    declare(journal)
    world.hear(journal, 6)
    world.close(journal)
    report = _check(world)
    assert report.exit == 0
    assert [gap.reason for gap in report.gaps] == ["recess", "restart"]


def test_an_orderly_stop_of_the_recorder_is_a_gap_too(world: World) -> None:
    _begin(world)
    journal = world.begin()
    journal.stop(world.clock.tick(), reason="shutdown").result()
    world.clock.tick(20)
    world.close(world.begin(reason="shutdown"))
    report = _check(world)
    assert report.exit == 0
    assert [gap.reason for gap in report.gaps] == ["shutdown"]


def test_a_stalled_recorder_says_so_itself(world: World) -> None:
    _begin(world)
    journal = world.begin()
    declare(journal)
    world.hear(journal, 2)
    world.clock.tick(7)
    world.hear(journal, 2)
    world.close(journal)
    report = _check(world)
    assert (report.exit, [gap.reason for gap in report.gaps]) == (0, ["stall"])


def test_a_recess_is_called_so_whatever_the_judge_said_of_it(world: World) -> None:
    _begin(world)
    journal = world.begin()
    row = world.move("in_session", "recess")
    journal.pause(world.clock.tick(1), reason="nghỉ trưa", by=JUDGE, ledger=row).result()
    row = world.move("recess", "in_session")
    journal.resume(world.clock.tick(9), reason="nghỉ trưa", by=JUDGE, ledger=row).result()
    world.close(journal)
    report = _check(world)
    assert (report.exit, [(gap.reason, gap.note) for gap in report.gaps]) == (
        0,
        [("recess", "nghỉ trưa")],
    )


@pytest.mark.parametrize(("joining", "gaps"), [(0.5, [4.0]), (3.0, [3.0, 4.0])])
def test_while_the_room_cannot_be_heard_there_is_a_gap(
    world: World, joining: float, gaps: list[float]
) -> None:
    _begin(world)
    journal = world.begin()
    journal.event({"e": "joined", "mono": world.clock.tick(joining).mono})
    journal.seal(world.clock.tick(0.5)).result()
    journal.event({"e": "lost", "reason": "relay", "mono": world.clock.mono})
    for _ in range(4):
        journal.seal(world.clock.tick()).result()
    journal.event({"e": "joined", "mono": world.clock.mono})
    journal.seal(world.clock.tick()).result()
    world.close(journal)
    report = _check(world)
    lost = [gap for gap in report.gaps if gap.reason == "room_lost"]
    assert report.exit == 0
    assert [(gap.end - gap.start) / 1e6 for gap in lost] == pytest.approx(gaps, abs=0.01)


def test_a_long_recess_needs_no_block_a_second(world: World) -> None:
    _begin(world)
    journal = world.begin()
    declare(journal)
    world.hear(journal, 2)
    row = world.move("in_session", "suspended")
    journal.pause(world.clock.tick(0.1), reason="suspended", by=JUDGE, ledger=row).result()
    world.clock.tick(3600)
    row = world.move("suspended", "in_session")
    journal.resume(world.clock.tick(0.1), reason="suspended", by=JUDGE, ledger=row).result()
    world.hear(journal, 6)
    world.close(journal)
    assert _check(world).exit == 0


def test_an_adjourned_hearing_is_closed_out_of_its_recess(world: World) -> None:
    _begin(world)
    journal = world.begin()
    declare(journal)
    world.hear(journal, 2)
    row = world.move("in_session", "recess")
    journal.pause(world.clock.tick(0.1), reason="recess", by=JUDGE, ledger=row).result()
    row = world.move("recess", "adjourned")
    journal.close(world.clock.tick(0.9), reason="adjourned", by=JUDGE, ledger=row).result()
    report = _check(world)
    assert (report.exit, [gap.reason for gap in report.gaps]) == (0, ["recess"])


def test_a_full_disk_leaves_whole_blocks_and_the_next_part_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _begin(world)
    journal = world.begin()
    declare(journal)
    world.hear(journal, 2)
    write = os.write

    def full(file: int, data: bytes) -> int:
        write(file, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(JournalFailed):
            journal.seal(world.clock.tick()).result()
    with pytest.raises(JournalFailed):
        journal.seal(world.clock.tick()).result()
    journal.abandon()
    world.close(world.begin(reason="disk"))
    report = _check(world)
    assert (report.exit, [gap.reason for gap in report.gaps]) == (0, ["disk"])


def test_a_recorder_that_did_not_answer_is_told_by_the_ledger(world: World) -> None:
    _begin(world)
    journal = world.begin()
    declare(journal)
    world.hear(journal, 2)
    world.move("in_session", "recess")
    world.row("recorder_reported", state="unconfirmed", part=0, ledger_seq=2)
    world.hear(journal, 20)
    world.move("recess", "in_session")
    world.hear(journal, 2)
    world.close(journal)
    report = _check(world)
    assert (report.exit, report.findings[0].code) == (0, "order.excused")


def test_an_hour_in_session_before_the_recorder_came_is_told(world: World) -> None:
    _begin(world)
    world.clock.tick(3600)
    world.close(world.begin())
    report = _check(world)
    assert report.exit == 0
    assert [gap.reason for gap in report.gaps] == ["not_recorded"]
    assert report.to_json()["gaps"][0]["from"] == -3600.0  # type: ignore[index]


def test_a_record_still_open_is_unfinished(world: World) -> None:
    _begin(world)
    journal = world.begin()
    declare(journal)
    world.hear(journal, 2)
    report = _check(world)
    journal.abandon()
    assert (report.exit, [one.code for one in report.findings]) == (2, ["record.open"])


def test_a_crash_not_yet_recovered_is_unfinished(world: World) -> None:
    _begin(world)
    journal = world.begin()
    world.hear(journal, 2)
    journal.abandon()
    recording = world.recordings / HEARING
    segment = next(part_directory(recording, 0).glob("segment-*"))
    segment.write_bytes(segment.read_bytes()[:-5])
    assert verify(recording).exit == 1  # a track that nobody described
    codes = {one.code for one in verify(recording).findings}
    assert {"journal.torn", "manifest.missing", "record.open"} <= codes


def test_a_recorder_s_own_directory_is_unfinished_yet_checked(world: World) -> None:
    world.hold()
    recording = world.recordings / HEARING
    assert verify(recording).exit == 2
    segment = next(part_directory(recording, 0).glob("segment-*"))
    data = segment.read_bytes()
    segment.write_bytes(data[:500] + b"?" + data[501:])
    assert verify(recording).exit == 1


@pytest.mark.parametrize("names", [["manifest.json", "manifest.sig.json"]])
def test_without_manifest_and_signature_it_is_no_bundle(case: Case, names: list[str]) -> None:
    for name in names:
        (case.bundle / name).unlink()
    assert case.exits() == (2, 2)


def test_tampering_is_looked_for_before_anything_else(case: Case) -> None:
    for name in ("manifest.json", "manifest.sig.json"):
        (case.bundle / name).unlink()
    segment = case.bundle / "parts/000/segment-000000.ptj"
    segment.write_bytes(segment.read_bytes()[:-1] + b"?")
    assert case.exits() == (1, 1)


def test_an_empty_directory_a_file_and_nothing_at_all_are_no_bundles(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("nothing")
    for name in ("empty", "file", "absent", "x" * 5000):
        report = verify(tmp_path / name, None)
        assert report.exit == 2
        assert report.findings[0].vi
        assert report.findings[0].en


def test_a_trust_file_that_is_absent_or_no_trust_file(case: Case, tmp_path: Path) -> None:
    assert verify(case.bundle, tmp_path / "absent.json").exit == 2
    for content in (b"", b"\xff\x00", b"{}", b"[" * 100_000, case.trust.read_bytes()[:-9]):
        spoiled = tmp_path / "trust.json"
        spoiled.write_bytes(content)
        report = verify(case.bundle, spoiled)
        assert (report.exit, report.findings[0].code) == (1, "trust.malformed")
    assert verify(case.bundle, tmp_path).exit == 1
