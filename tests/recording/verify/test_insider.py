"""What an insider with the recorder's own key may try; the rest of the record gives it away."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from recording import certificate, keys
from recording.journal import Block, part_directory
from recording.verify import Report, verify
from tests.recording.insider import Change, reseal, with_payload, without_shards
from tests.recording.world import HEARING, SECOND, World, declare, trust_of


def _part(world: World, number: int = 0) -> Path:
    return part_directory(world.recordings / HEARING, number)


def _check(world: World) -> Report:
    bundle = world.export()
    return verify(bundle, trust_of(bundle))


def _codes(report: Report) -> list[str]:
    return sorted({one.code for one in report.findings if one.severity.value == "fail"})


def _changed(at: int, **fields: object) -> Change:
    def change(blocks: list[Block]) -> list[Block]:
        header = replace(blocks[at].header, **fields)  # type: ignore[arg-type]
        return [*blocks[:at], replace(blocks[at], header=header), *blocks[at + 1 :]]

    return change


def _without(kind: str) -> Change:
    def change(blocks: list[Block]) -> list[Block]:
        return [
            replace(
                block,
                header=replace(
                    block.header,
                    events=tuple(one for one in block.header.events if one["e"] != kind),
                ),
            )
            for block in blocks
        ]

    return change


def test_sealing_anew_without_a_change_is_no_tampering(world: World) -> None:
    world.hold()
    reseal(_part(world), world.signers[0], lambda blocks: blocks)
    assert _check(world).exit == 0


def test_seconds_taken_out_leave_an_undeclared_gap(world: World) -> None:
    world.hold()
    reseal(_part(world), world.signers[0], lambda blocks: [*blocks[:1], *blocks[3:]])
    assert "time.gap" in _codes(_check(world))


def test_a_clock_stepped_back_is_seen(world: World) -> None:
    world.hold()
    wall = round((world.clock.wall - timedelta(hours=2)).timestamp() * SECOND)
    reseal(_part(world), world.signers[0], _changed(2, wall=wall))
    assert "clock.stepped" in _codes(_check(world))


def test_a_record_dated_before_its_own_orders_is_seen(world: World) -> None:
    world.hold()

    def earlier(blocks: list[Block]) -> list[Block]:
        back = 2 * 3600 * SECOND
        return [
            replace(block, header=replace(block.header, wall=block.header.wall - back))
            for block in blocks
        ]

    reseal(_part(world), world.signers[0], earlier)
    assert "clock.ledger" in _codes(_check(world))


def test_sealing_outside_the_certificate_s_time_is_seen(world: World) -> None:
    world.row("scheduled")
    world.move("open", "in_session")
    journal = world.begin()
    for _ in range(2):
        journal.seal(world.clock.tick()).result()
    row = world.move("in_session", "recess")
    journal.pause(world.clock.tick(), reason="recess", by="", ledger=row).result()
    world.clock.tick(keys.RECORDER_WINDOW.total_seconds())
    row = world.move("recess", "in_session")
    journal.resume(world.clock.tick(), reason="recess", by="", ledger=row).result()
    world.close(journal)
    assert "certificate.expired" in _codes(_check(world))


def test_an_exporter_s_key_seals_no_journal(world: World) -> None:
    world.hold()
    key, paper = keys.exporter(world.keys, hearing=HEARING, now=world.clock.wall)
    reseal(_part(world), key, lambda blocks: blocks)
    (_part(world) / "certificate.json").write_bytes(certificate.to_bytes(paper))
    assert "certificate.use" in _codes(_check(world))


def test_sound_within_a_pause_is_seen(world: World) -> None:
    world.hold()

    def smuggle(blocks: list[Block]) -> list[Block]:
        heard, silent = blocks[2], blocks[6]
        assert silent.header.paused
        header = replace(silent.header, shards=heard.header.shards)
        return [*blocks[:6], replace(silent, header=header, bodies=heard.bodies), *blocks[7:]]

    reseal(_part(world), world.signers[0], smuggle)
    assert "pause.media" in _codes(_check(world))


@pytest.mark.parametrize("kind", ["pause", "resume"])
def test_a_pause_or_resumption_hidden_is_seen(world: World, kind: str) -> None:
    world.hold()
    reseal(_part(world), world.signers[0], _without(kind))
    assert _check(world).exit == 1


def test_a_recess_that_the_record_slept_through_is_seen(world: World) -> None:
    world.move("open", "in_session")
    journal = world.begin()
    declare(journal)
    world.hear(journal, 2)
    world.move("in_session", "recess")
    world.hear(journal, 20)
    world.move("recess", "in_session")
    world.hear(journal, 2)
    world.close(journal)
    assert _codes(_check(world)) == ["order.unobeyed"]


def test_a_pause_that_nobody_ordered_is_seen(world: World) -> None:
    row = world.move("open", "in_session")
    journal = world.begin()
    declare(journal)
    world.hear(journal, 2)
    journal.pause(world.clock.tick(), reason="recess", by="nobody", ledger=row).result()
    journal.resume(world.clock.tick(60), reason="recess", by="nobody", ledger=row).result()
    world.hear(journal, 2)
    world.close(journal)
    assert _codes(_check(world)) == ["order.unfounded"]


def test_a_part_restarted_within_a_recess_may_not_record_it(world: World) -> None:
    world.move("open", "in_session")
    journal = world.begin()
    declare(journal)
    world.hear(journal, 2)
    row = world.move("in_session", "recess")
    journal.pause(world.clock.tick(0.1), reason="recess", by="", ledger=row).result()
    journal.abandon()
    world.clock.tick(3)
    journal = world.begin()
    declare(journal)
    world.hear(journal, 10)
    world.move("recess", "in_session")
    world.hear(journal, 2)
    world.close(journal)
    assert _codes(_check(world)) == ["order.unobeyed"]


def test_a_track_that_changes_its_source_undeclared_is_seen(world: World) -> None:
    world.hold()
    reseal(_part(world), world.signers[0], _without("ssrc"))
    assert "track.ssrc" in _codes(_check(world))


def test_a_track_that_nobody_described_is_seen(world: World) -> None:
    world.hold()
    reseal(_part(world), world.signers[0], _without("track"))
    assert "track.undeclared" in _codes(_check(world))


def test_packets_cut_out_of_a_second_contradict_its_sums(world: World) -> None:
    world.hold()

    def cut(blocks: list[Block]) -> list[Block]:
        return [*blocks[:2], with_payload(blocks[2], b""), *blocks[3:]]

    reseal(_part(world), world.signers[0], cut)
    assert "block.count" in _codes(_check(world))


def test_media_dropped_by_an_insider_shows_in_the_senders_reports(world: World) -> None:
    world.move("open", "in_session")
    journal = world.begin()
    declare(journal)
    for second in range(6):
        if second == 3:
            world.sequence += 20
        world.hear(journal, 1)
    world.close(journal)
    report = _check(world)
    track = report.tracks[0]
    assert (report.exit, track.lost) == (0, 10)
    assert track.sent is not None
    assert track.heard is not None
    assert track.sent - track.heard == 10


def test_what_the_recorder_reported_while_it_ran_binds_it(world: World) -> None:
    world.move("open", "in_session")
    journal = world.begin()
    declare(journal)
    world.hear(journal, 3)
    sealed = journal.durable
    assert sealed is not None
    world.row(
        "recorder_reported",
        state="recording",
        part=0,
        blocks=sealed.block + 1,
        head=sealed.link.hex(),
    )
    world.close(journal)
    assert _check(world).exit == 0
    reseal(_part(world), world.signers[0], _first_second_silent)
    again = world.export("again")
    assert _codes(verify(again, trust_of(again))) == ["ledger.block"]


def _first_second_silent(blocks: list[Block]) -> list[Block]:
    return [blocks[0], without_shards(blocks[1]), *blocks[2:]]
