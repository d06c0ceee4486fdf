"""Ledgers written before there was a lobby read as they were meant."""

from hearing.chain import canonical
from signaling.court.history import beginning, read, rfc3339
from tests.hearing.cast import HEARING, NOON

SCHEDULED: dict[str, object] = {
    "type": "scheduled",
    "title": "Phiên tòa",
    "starts_at": rfc3339(NOON),
    "ends_at": "2026-03-02T07:00:00.000000Z",
    "points": [{"id": "pt_1", "name": "Phòng 1", "kind": "central"}],
    "devices": [
        {"id": "dev_1", "kind": "room", "point": "pt_1", "present": False, "held": False}
    ],
    "seats": [
        {
            "id": "seat_1",
            "person": "per_1",
            "role": "clerk",
            "device": "dev_1",
            "display": "A",
            "revoked": False,
        }
    ],
}
EVENTS: list[dict[str, object]] = [
    SCHEDULED,
    {"type": "status_changed", "was": "draft", "to": "scheduled", "reason": ""},
    {"type": "status_changed", "was": "scheduled", "to": "open", "reason": ""},
    {"type": "device_arrived", "device": "dev_1"},
]


def test_everybody_was_in_the_courtroom_once_it_was_open() -> None:
    history = beginning(HEARING)
    for seq, event in enumerate(EVENTS, 1):
        row = {
            **{"v": 1, "hearing": HEARING, "seq": seq, "at": rfc3339(NOON), "command": "cmd_1"},
            "by": {"kind": "system", "reason": "observed"},
            "prev": history.hash.hex(),
            "event": event,
        }
        history = history.after([read(canonical(row))])
    state = history.state
    assert (state.admission, state.reception) == ("open", None)
    (device,) = state.devices.values()
    assert (device.place, device.present) == ("courtroom", True)
