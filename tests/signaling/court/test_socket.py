import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import jwt
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from hearing.commands import (
    CloseHearing,
    HoldFloor,
    OpenHearing,
    Recess,
    RevokeSeat,
    StartSession,
)
from hearing.state import Status
from signaling.court.connection import QUEUE
from tests.hearing.cast import (
    ACCUSED,
    BENCH,
    CLERK,
    DEFENCE,
    DOCK,
    GALLERY_SCREEN,
    HEARING,
    JUDGE,
    OBSERVER,
)
from tests.signaling.court.party import Party, address, party, serving
from tests.signaling.court.world import PUBLIC, World, until


@pytest.fixture
async def server(world: World) -> AsyncIterator[str]:
    async with serving(world.court) as server:
        yield server


async def turned_away(url: str, **headers: str) -> tuple[int, str]:
    """HTTP status and code of a refused handshake."""
    with pytest.raises(InvalidStatus) as refused:
        await connect(url, additional_headers=headers).__aenter__()
    response = refused.value.response
    problem = json.loads(response.body or b"{}")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert problem["vi"]
    assert problem["en"]
    return response.status_code, problem["code"]


async def test_a_party_is_welcomed_with_the_hearing_as_it_is(world: World, server: str) -> None:
    await world.bring_to(Status.SCHEDULED)
    async with party(server, ACCUSED) as accused:
        welcome = await accused.hear()
    assert welcome["type"] == "welcome"
    assert (welcome["protocol"], welcome["seat"], welcome["seq"]) == (1, ACCUSED.seat, 2)
    assert welcome["state"]["status"] == "scheduled"
    assert welcome["state"]["seats"][ACCUSED.seat]["role"] == "accused"
    assert welcome["missed"] == []


async def test_before_the_doors_open_nobody_is_sent_to_a_room(
    world: World, server: str
) -> None:
    await world.bring_to(Status.SCHEDULED)
    async with party(server, ACCUSED) as accused:
        await accused.hear_a("welcome")
        await accused.say(type="media_token")
        refused = await accused.hear_a("refused")
        assert (refused["code"], refused["n"], refused["command"]) == ("media.not_now", 1, None)
        await world.do(OpenHearing())
        media = await accused.hear_a("media")
        assert media["room"] == f"{HEARING}.courtroom"
        assert (media["identity"], media["url"]) == (DOCK, "wss://relay.example")


async def test_a_token_says_no_more_than_a_place_in_one_room(world: World, server: str) -> None:
    await world.bring_to(Status.IN_SESSION)
    async with party(server, ACCUSED) as accused, party(server, OBSERVER) as observer:
        media = await accused.hear_a("media")
        gallery = await observer.hear_a("media")
    claims = jwt.decode(media["token"], "s" * 32, algorithms=["HS256"])
    assert claims["sub"] == DOCK
    assert claims["exp"] - claims["nbf"] <= 600
    assert "name" not in claims
    assert "metadata" not in claims
    grants = claims["video"]
    assert (grants["room"], grants["roomJoin"]) == (f"{HEARING}.courtroom", True)
    assert sorted(grants["canPublishSources"]) == [
        "camera",
        "microphone",
        "screen_share",
        "screen_share_audio",
    ]
    assert not grants["canPublishData"]
    assert not grants["hidden"]
    watching = jwt.decode(gallery["token"], "s" * 32, algorithms=["HS256"])["video"]
    assert (watching["canPublish"], watching["hidden"]) == (False, True)
    assert watching["canSubscribe"]


async def test_a_token_follows_the_floor(world: World, server: str) -> None:
    await world.bring_to(Status.IN_SESSION)
    await world.do(HoldFloor(device=DOCK))
    async with party(server, ACCUSED) as accused:
        media = await accused.hear_a("media")
        await accused.say(type="media_token")
        again = await accused.hear_a("media")
    for said in (media, again):
        claims = jwt.decode(said["token"], "s" * 32, algorithms=["HS256"])
        assert "microphone" not in claims["video"]["canPublishSources"]


async def test_everybody_is_told_what_happened_and_who_did_it(
    world: World, server: str
) -> None:
    await world.bring_to(Status.OPEN)
    async with party(server, JUDGE) as judge, party(server, ACCUSED) as accused:
        await judge.say(type="command", id="judge-start", command={"type": "start_session"})
        for listener in (judge, accused):
            event = await listener.hear_a("event")
            assert event["seq"] == 4
            assert event["by"] == {
                "kind": "seat",
                "seat": JUDGE.seat,
                "role": "presiding_judge",
            }
            assert event["event"] == {
                "type": "status_changed",
                "was": "open",
                "to": "in_session",
                "reason": "",
            }


async def test_the_clerk_opens_and_holds_the_floor_but_does_not_recess(
    world: World, server: str
) -> None:
    await world.bring_to(Status.SCHEDULED)
    async with party(server, CLERK) as clerk:
        assert (await clerk.command("clerk-open", "open_hearing"))["type"] == "accepted"
        hold = await clerk.command("clerk-hold", "hold_floor", device=DOCK)
        assert hold["type"] == "accepted"
        refused = await clerk.command("clerk-rest", "recess", reason="nghỉ")
        assert (refused["type"], refused["code"]) == ("refused", "hearing.role")
        assert "Thư ký" in refused["vi"]


async def test_a_partys_cookie_gives_no_judges_command(world: World, server: str) -> None:
    await world.bring_to(Status.IN_SESSION)
    async with party(server, DEFENCE) as defence:
        for number, kind in enumerate(("recess", "close_hearing", "hold_floor", "revoke_seat")):
            facts: dict[str, str] = {"device": BENCH} if kind == "hold_floor" else {}
            facts |= {"seat": JUDGE.seat} if kind == "revoke_seat" else {}
            refused = await defence.command(f"party-{number}-x", kind, **facts)
            assert (refused["type"], refused["code"]) == ("refused", "hearing.role")
    assert (await world.court.state(HEARING)).status is Status.IN_SESSION


async def test_a_command_in_the_wrong_state_says_so(world: World, server: str) -> None:
    await world.bring_to(Status.OPEN)
    async with party(server, JUDGE) as judge:
        refused = await judge.command("too-early-1", "recess")
        assert refused["code"] == "hearing.state"
        assert refused["en"].startswith("The hearing is in state 'open for arrival'")


async def test_a_command_resent_after_a_lost_answer_is_done_once(
    world: World, server: str
) -> None:
    await world.bring_to(Status.OPEN)
    async with party(server, JUDGE) as judge:
        first = await judge.command("judge-start", "start_session")
    async with party(server, JUDGE) as judge:
        assert await judge.command("judge-start", "start_session") == first
    assert len(await world.bodies()) == 4


async def test_who_reconnects_gets_what_was_missed(world: World, server: str) -> None:
    await world.bring_to(Status.IN_SESSION)
    async with party(server, ACCUSED) as accused:
        left_at = (await accused.hear_a("welcome"))["seq"]
    await world.do(HoldFloor(device=DOCK))
    await world.do(Recess(reason="nghỉ trưa"))
    await until(lambda: bool(world.recorder.wants[-1].state == "paused"))
    async with party(server, JUDGE) as judge:
        await judge.hear_until(lambda said: said.get("seq") == left_at + 2)
    async with party(server, ACCUSED, after=left_at) as accused:
        welcome = await accused.hear()
        assert welcome["seq"] == left_at + 2
        assert [event["seq"] for event in welcome["missed"]] == [left_at + 1, left_at + 2]
        assert welcome["missed"][1]["event"]["reason"] == "nghỉ trưa"
        assert welcome["state"]["devices"][DOCK]["held"]
    async with party(server, ACCUSED, after=left_at + 99) as accused:
        assert (await accused.hear())["missed"] == []


async def test_nothing_is_told_twice_or_left_out_while_parties_come(
    world: World, server: str
) -> None:
    await world.bring_to(Status.IN_SESSION)

    async def attend() -> list[int]:
        async with party(server, ACCUSED, after=1) as accused:
            heard = await accused.hear_until(lambda said: said.get("seq", 0) >= 30)
        first = heard[0]
        missed = [event["seq"] for event in first["missed"]]
        assert missed == list(range(2, first["seq"] + 1))
        return missed + [said["seq"] for said in heard if said["type"] == "event"]

    async def work() -> None:
        for number in range(40):
            kind = ("hold_floor", "give_floor")[number % 2]
            await judge.command(f"work-{number:04}", kind, device=DOCK)

    async with party(server, JUDGE) as judge:
        working = asyncio.create_task(work())
        for heard in [await attend() for _ in range(3)]:
            assert heard == list(range(2, heard[-1] + 1))
        await working


MALFORMED = [
    "",
    "not json",
    "[]",
    "null",
    '"ping"',
    "1",
    '{"type":"ping"}',
    '{"n":"1","type":"ping"}',
    '{"n":true,"type":"ping"}',
    '{"n":1.0,"type":"ping"}',
    '{"n":0,"type":"ping"}',
    '{"n":-1,"type":"ping"}',
    '{"n":9007199254740993,"type":"ping"}',
    '{"n":NaN,"type":"ping"}',
    "[" * 5000,
    '{"n":1,"type":"ping","x":"\\ud800"}',
]
MALFORMED_BODIES: list[dict[str, object]] = [
    {},
    {"type": 1},
    {"type": "pong"},
    {"type": "ping", "extra": 1},
    {"type": "command"},
    {"type": "command", "id": "short", "command": {"type": "resume"}},
    {"type": "command", "id": "with space", "command": {"type": "resume"}},
    {"type": "command", "id": "a" * 65, "command": {"type": "resume"}},
    {"type": "command", "id": "good-id-1", "command": {"type": "fly"}},
    {"type": "command", "id": "good-id-1", "command": "recess"},
    {"type": "command", "id": "good-id-1", "command": {"type": "recess", "reason": 5}},
    {"type": "command", "id": "good-id-1", "command": {"type": "recess", "by": "judge"}},
    {"type": "command", "id": "good-id-1", "command": {"type": "suspend"}},
    {
        "type": "command",
        "id": "good-id-1",
        "command": {"type": "report_companion", "silent": "yes"},
    },
    {"type": "command", "id": "good-id-1", "command": {"type": "schedule"}},
    {"type": "command", "id": "good-id-1", "command": {"type": "device_left", "device": "d"}},
]


@pytest.mark.parametrize("raw", [*MALFORMED, b"\x00\x01", b'{"n":1,"type":"ping"}'])
async def test_a_frame_without_a_readable_number_is_refused_and_not_counted(
    world: World, server: str, raw: str | bytes
) -> None:
    async with party(server, ACCUSED) as accused, party(server, JUDGE) as judge:
        await accused.hear_a("welcome")
        await accused.say_raw(raw)
        refused = await accused.hear_a("refused")
        assert (refused["code"], refused["n"], refused["command"]) == (
            "frame.malformed",
            None,
            None,
        )
        assert await accused.in_good_health()
        assert await judge.in_good_health()


@pytest.mark.parametrize("body", MALFORMED_BODIES)
async def test_a_numbered_frame_that_is_malformed_is_refused_and_counted(
    world: World, server: str, body: dict[str, object]
) -> None:
    async with party(server, JUDGE) as judge, party(server, ACCUSED) as accused:
        await judge.hear_a("welcome")
        await judge.say(**body)
        refused = await judge.hear_a("refused")
        assert (refused["code"], refused["n"]) == ("frame.malformed", 1)
        assert await judge.in_good_health()
        assert await accused.in_good_health()


async def test_an_oversized_frame_is_refused_and_not_counted(world: World, server: str) -> None:
    async with party(server, ACCUSED) as accused:
        await accused.hear_a("welcome")
        for text in ("a" * (65536 + 1), "ắ" * 30000):
            await accused.say_raw(json.dumps({"n": 1, "type": "ping", "x": text}))
            refused = await accused.hear_a("refused")
            assert (refused["code"], refused["n"]) == ("frame.oversized", None)
        assert await accused.in_good_health()


async def test_a_frame_beyond_the_sockets_limit_ends_that_socket_alone(
    world: World, server: str
) -> None:
    async with party(server, ACCUSED) as accused, party(server, JUDGE) as judge:
        await accused.say_raw("a" * (1 << 18))
        await accused.say_raw("a" * ((1 << 18) + 1))
        assert (await accused.closed_with())[0] == 1009
        assert await judge.in_good_health()


async def test_duplicated_and_out_of_order_frames_are_refused(
    world: World, server: str
) -> None:
    await world.bring_to(Status.IN_SESSION)
    async with party(server, JUDGE) as judge:
        assert await judge.in_good_health()
        await judge.say_raw('{"n":1,"type":"ping"}')
        assert (await judge.hear_a("refused"))["code"] == "frame.duplicate"
        recess = {"n": 3, "type": "command", "id": "recess-01", "command": {"type": "recess"}}
        await judge.say_raw(json.dumps(recess))
        refused = await judge.hear_a("refused")
        assert (refused["code"], refused["n"]) == ("frame.out_of_order", 3)
        assert refused["command"] == "recess-01"
        assert "2" in refused["en"]
        assert await judge.in_good_health()
    assert (await world.court.state(HEARING)).status is Status.IN_SESSION


async def test_a_flood_is_refused_and_ends_without_a_trace(world: World, server: str) -> None:
    async with party(server, ACCUSED) as accused, party(server, JUDGE) as judge:
        await accused.hear_a("welcome")
        for _ in range(FLOOD):
            await accused.say(type="ping")
        assert (await accused.hear_a("refused"))["code"] == "frame.too_many"
        assert await judge.in_good_health()
        await accused.hear_until(lambda said: said.get("n") == FLOOD)
        await until_calm(accused)


FLOOD = 200
"""More than a socket's allowance, though it refills while a busy machine takes its time."""
BIG = json.dumps({"type": "pong", "n": 1, "padding": "x" * 65536})


async def until_calm(somebody: Party) -> None:
    """A flooded socket answers again as its allowance refills."""
    for _ in range(50):
        await somebody.say(type="ping")
        answer = await somebody.hear_until(lambda said: said.get("n") == somebody.n)
        if answer[-1]["type"] == "pong":
            return
    pytest.fail("never calm again")


async def test_one_malformed_socket_disturbs_no_other(world: World, server: str) -> None:
    await world.bring_to(Status.IN_SESSION)
    async with party(server, ACCUSED) as accused, party(server, JUDGE) as judge:
        for raw in MALFORMED[:8]:
            await accused.say_raw(raw)
        assert (await judge.command("recess-01", "recess"))["type"] == "accepted"
        event = await accused.hear_a("event")
        assert event["event"]["to"] == "recess"


async def test_without_a_cookie_or_with_a_false_one_nobody_enters(
    world: World, server: str
) -> None:
    url = address(server, JUDGE.seat)
    assert await turned_away(url) == (401, "socket.no_seat")
    assert await turned_away(url, Cookie="pt-seat=") == (401, "socket.no_seat")
    assert await turned_away(url, Cookie="pt-seat=wrong") == (401, "socket.no_seat")
    anothers = f"pt-seat={ACCUSED.seat}"
    assert await turned_away(url, Cookie=anothers) == (401, "socket.no_seat")
    nobody = address(server, "seat_nobody")
    assert await turned_away(nobody, Cookie="pt-seat=seat_nobody") == (401, "socket.no_seat")


@pytest.mark.parametrize(
    ("origin", "enters"),
    [
        (PUBLIC, True),
        ("http://{server}", True),
        (None, True),
        ("https://evil.example", False),
        ("null", False),
        ("https://court.example.evil.example", False),
        ("http://court.example", False),
        ("file://{server}", False),
        ("garbage", False),
    ],
)
async def test_only_our_own_pages_open_the_socket(
    world: World, server: str, origin: str | None, enters: bool
) -> None:
    origin = origin and origin.format(server=server)
    if enters:
        async with party(server, ACCUSED, origin=origin) as accused:
            assert (await accused.hear())["type"] == "welcome"
        return
    cookie = f"pt-seat={ACCUSED.seat}"
    assert origin
    url = address(server, ACCUSED.seat)
    assert await turned_away(url, Cookie=cookie, Origin=origin) == (403, "socket.origin")


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "٣", "9" * 10])
async def test_after_must_be_a_number(world: World, server: str, after: str) -> None:
    url = address(server, ACCUSED.seat, after)
    cookie = f"pt-seat={ACCUSED.seat}"
    assert await turned_away(url, Cookie=cookie) == (422, "socket.after")


async def test_a_revoked_seats_sockets_close_and_no_new_one_opens(
    world: World, server: str
) -> None:
    await world.bring_to(Status.IN_SESSION)
    cookie = f"pt-seat={ACCUSED.seat}"
    async with (
        party(server, ACCUSED) as tab,
        party(server, ACCUSED) as other_tab,
        party(server, JUDGE) as judge,
    ):
        await tab.hear_a("media")
        await judge.command("revoke-01", "revoke_seat", seat=ACCUSED.seat)
        assert (await tab.hear_a("closing"))["code"] == "seat.revoked"
        assert await tab.closed_with() == (4401, "seat.revoked")
        assert await other_tab.closed_with() == (4401, "seat.revoked")
        assert await judge.in_good_health()
    url = address(server, ACCUSED.seat)
    assert await turned_away(url, Cookie=cookie) == (403, "seat.revoked")


async def test_a_recorder_that_is_slow_does_not_keep_a_revoked_seat_open(
    world: World, server: str
) -> None:
    await world.bring_to(Status.OPEN)
    async with party(server, ACCUSED) as accused:
        await accused.hear_a("welcome")
        world.recorder.may_answer.clear()
        await world.do(StartSession())
        await world.do(RevokeSeat(seat=ACCUSED.seat))
        assert await accused.closed_with() == (4401, "seat.revoked")
        world.recorder.may_answer.set()


async def test_the_end_of_the_hearing_sends_everybody_out_of_the_room(
    world: World, server: str
) -> None:
    await world.bring_to(Status.IN_SESSION)
    async with party(server, OBSERVER) as observer:
        assert (await observer.hear_a("media"))["identity"] == GALLERY_SCREEN
        await world.do(CloseHearing())
        heard = await observer.hear_until(lambda said: said["type"] == "media")
        assert heard[0]["event"]["to"] == "closed"
        assert heard[-1] == {
            "type": "media",
            "room": None,
            "url": None,
            "token": None,
            "identity": None,
        }
        assert await observer.in_good_health()


async def test_a_seats_fifth_socket_closes_its_first(world: World, server: str) -> None:
    async with party(server, ACCUSED) as first, AsyncExitStack() as others:
        for _ in range(3):
            await others.enter_async_context(party(server, ACCUSED))
        assert await first.in_good_health()
        fifth = await others.enter_async_context(party(server, ACCUSED))
        assert await first.closed_with() == (4429, "socket.too_many")
        assert await fifth.in_good_health()


async def test_who_does_not_read_is_dropped_and_holds_nobody_up(
    world: World, server: str
) -> None:
    await world.bring_to(Status.IN_SESSION)
    cookie = {"Cookie": f"pt-seat={ACCUSED.seat}"}
    url = address(server, ACCUSED.seat)
    opening = connect(url, additional_headers=cookie, compression=None)
    async with party(server, JUDGE) as judge, opening as stuck:
        stuck.transport.pause_reading()
        (theirs,) = [one for one in world.sockets() if one.seat == ACCUSED.seat]
        for _ in range(QUEUE * 2):
            theirs.pass_on(BIG)
            await asyncio.sleep(0)
        await world.do(Recess(reason="nghỉ"))
        assert (await judge.hear_a("event"))["event"]["to"] == "recess"
        await until(lambda: theirs not in world.sockets(), "the slow socket's end")
        assert await judge.in_good_health()
        stuck.transport.abort()


async def test_a_stopping_server_says_so(world: World) -> None:
    async with serving(world.court) as server, party(server, ACCUSED) as accused:
        await accused.hear_a("welcome")
        await world.court.stop()
        assert (await accused.hear_a("closing"))["code"] == "server.stopping"
        assert (await accused.closed_with())[0] == 1012


async def test_an_unsigned_notice_of_the_relay_is_refused(world: World, server: str) -> None:
    async with httpx.AsyncClient(timeout=60) as client:
        url = f"http://{server}/internal/webhooks/livekit"
        for headers in ({}, {"Authorization": "nonsense"}):
            answer = await client.post(url, content="{}", headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (401, "webhook.unsigned")
        answer = await client.post(url, content=b"\xff\xfe")
        assert answer.status_code == 401
        answer = await client.post(url, content=b"x" * ((1 << 20) + 1))
        assert (answer.status_code, answer.json()["code"]) == (413, "webhook.oversized")
