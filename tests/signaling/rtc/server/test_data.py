"""Rulings on data packets: the sender is who the session says."""

import pytest
from livekit.protocol.models import (
    ActiveSpeakerUpdate,
    ChatMessage,
    DataPacket,
    UserPacket,
)

from signaling.rtc.server.limits import SignalLimits
from tests.signaling.rtc.server.fakes import Device, House, granted


def sent(device: Device, packet: DataPacket, label: str = "_reliable") -> None:
    device.peer.events.data(label, packet.SerializeToString())


def received(device: Device) -> list[DataPacket]:
    packets = [DataPacket.FromString(raw) for _label, raw in device.peer.received]
    device.peer.received.clear()
    return packets


def user(text: bytes = b"hello", **more: object) -> DataPacket:
    return DataPacket(user=UserPacket(payload=text, **more))  # type: ignore[arg-type]


async def test_the_sender_is_stamped_whatever_the_packet_says() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    forged = user(participant_identity="dev_judge", participant_sid=judge.sid)
    forged.participant_identity = "dev_judge"
    sent(clerk, forged)
    (packet,) = received(judge)
    assert (packet.participant_identity, packet.participant_sid) == ("dev_clerk", clerk.sid)
    assert packet.user.participant_identity == "dev_clerk"
    assert received(clerk) == []


async def test_a_packet_goes_to_its_destinations_only() -> None:
    house = House()
    clerk, judge, party = (house.enters(name) for name in ("dev_c", "dev_j", "dev_p"))
    sent(clerk, DataPacket(chat_message=ChatMessage(), destination_identities=["dev_j"]))
    sent(clerk, user(destination_identities=["dev_j"]))
    sent(clerk, user(destination_sids=[judge.sid]))
    assert len(received(judge)) == 3
    assert received(party) == []


async def test_the_label_is_kept() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    sent(clerk, user(), "_lossy")
    sent(clerk, user(), "_data_track")
    assert [label for label, _raw in judge.peer.received] == ["_lossy"]


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xff\xff",
        b"",
        DataPacket(speaker=ActiveSpeakerUpdate()).SerializeToString(),
        user(b"x" * 70_000).SerializeToString(),
    ],
)
async def test_nonsense_and_what_clients_may_not_say_is_dropped(raw: bytes) -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    clerk.peer.events.data("_reliable", raw)
    assert judge.peer.received == []


async def test_a_packet_sent_again_after_a_resume_arrives_once() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    for sequence in (1, 2, 2, 1, 3):
        packet = user()
        packet.sequence = sequence
        sent(clerk, packet)
    assert [packet.sequence for packet in received(judge)] == [1, 2, 3]


async def test_without_the_grant_nothing_is_sent() -> None:
    house = House()
    judge = house.enters("dev_judge")
    sent(house.enters("dev_mute", granted(can_publish_data=False)), user())
    assert received(judge) == []


async def test_a_hidden_sender_stays_unnamed() -> None:
    house = House()
    judge = house.enters("dev_judge")
    sent(house.enters("dev_gallery", granted(hidden=True)), user())
    (packet,) = received(judge)
    assert (packet.participant_identity, packet.user.participant_sid) == ("", "")


async def test_a_flood_is_cut_to_the_rate() -> None:
    house = House(SignalLimits(data_per_second=1000.0, data_burst=2000.0))
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    for _ in range(100):
        sent(clerk, user(b"x" * 90))
    assert 15 <= len(received(judge)) <= 22
    clerk.peer.last_heard = judge.peer.last_heard = house.time.now + 1
    house.later(1.0)
    for _ in range(100):
        sent(clerk, user(b"x" * 90))
    assert 7 <= len(received(judge)) <= 11
