"""The hearing server's end of the recorder link."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest
import websockets
from livekit import api

from hearing.commands import ReportRecorder
from hearing.ids import DeviceId, HearingId
from hearing.roles import Role
from recording import certificate
from recording.control import Certificate, Status, Want, from_server
from signaling.court.ports import RecordedDevice, RecordingWanted
from signaling.court.recordings import REPLACED, Recordings
from tests.recording.installation import TOKEN, HearingServer
from tests.recording.world import HEARING
from tests.waiting import until


class Engine:
    """A relay nobody connects to."""

    url = "ws://127.0.0.1:9"
    api_key = "PTkey"
    api_secret = "a secret of at least thirty-two bytes"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[HearingServer]:
    """A hearing server without a recorder."""
    made = HearingServer(tmp_path / "keys", Engine())
    await made.start()
    yield made
    await made.stop()


def wanted(
    state: Literal["recording", "paused", "closed"] = "recording", seq: int = 3
) -> RecordingWanted:
    """What ledger row `seq` asks."""
    return RecordingWanted(
        hearing=HearingId(HEARING),
        state=state,
        seq=seq,
        hash=bytes(32),
        at=datetime.now(UTC),
        reason=state,
        by="seat:seat_judge",
        devices={DeviceId("dev_judge"): RecordedDevice(Role.PRESIDING_JUDGE, "Nguyễn Văn A")},
    )


class Recorder:
    """The other end, by hand."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.socket = socket

    async def hears(self) -> Want | Certificate:
        """The next message."""
        async with asyncio.timeout(60):
            return from_server.validate_json(await self.socket.recv())

    async def says(self, state: Any, seq: int, part: int = 0, error: str | None = None) -> None:
        """A status."""
        status = Status(
            hearing=HEARING,
            part=part,
            state=state,
            at=datetime.now(UTC),
            ledger_seq=seq,
            error=error,
        )
        await self.socket.send(status.model_dump_json())


@asynccontextmanager
async def recorder(server: HearingServer, token: str = TOKEN) -> AsyncIterator[Recorder]:
    """A recorder that connects."""
    url = server.url.replace("http", "ws", 1) + "/internal/recorder"
    headers = {"Authorization": f"Bearer {token}"}
    async with websockets.connect(url, additional_headers=headers, proxy=None) as socket:
        await socket.send('{"type": "hello", "name": "recorder-1"}')
        yield Recorder(socket)


async def asked(recordings: Recordings, want: RecordingWanted) -> "asyncio.Task[bool]":
    """What the court waits for."""
    return asyncio.create_task(recordings.converge(want))


async def test_what_is_wanted_is_confirmed_by_state_and_row(server: HearingServer) -> None:
    async with recorder(server) as there:
        await until(lambda: server.recordings.connected)
        answer = await asked(server.recordings, wanted())
        want = await there.hears()
        assert isinstance(want, Want)
        assert (want.state, want.ledger.seq) == ("recording", 3)
        await there.says("starting", 3)
        await there.says("recording", 2)
        assert not answer.done()
        await there.says("recording", 3)
        assert await answer


async def test_no_name_leaves_for_the_recorder(server: HearingServer) -> None:
    async with recorder(server) as there:
        await until(lambda: server.recordings.connected)
        answer = await asked(server.recordings, wanted())
        want = await there.hears()
        assert isinstance(want, Want)
        assert want.devices == {"dev_judge": "presiding_judge"}
        assert "Nguyễn" not in want.model_dump_json()
        answer.cancel()


async def test_the_token_is_for_this_courtroom_hidden_listening_and_short(
    server: HearingServer,
) -> None:
    async with recorder(server) as there:
        await until(lambda: server.recordings.connected)
        answer = await asked(server.recordings, wanted())
        want = await there.hears()
        assert isinstance(want, Want)
        claims = api.TokenVerifier(Engine.api_key, Engine.api_secret).verify(want.token)
        video = claims.video
        assert video is not None
        assert (claims.identity, video.room) == ("recorder", f"{HEARING}.courtroom")
        assert (video.hidden, video.recorder, video.can_subscribe) == (True, True, True)
        assert (video.can_publish, video.can_publish_data) == (False, False)
        answer.cancel()


async def test_a_silent_recorder_is_not_waited_for_longer_than_said(
    server: HearingServer,
) -> None:
    async with recorder(server):
        await until(lambda: server.recordings.connected)
        async with asyncio.timeout(10):
            assert not await server.recordings.converge(wanted("paused"))


async def test_a_recorder_that_connects_is_told_all_that_is_wanted(
    server: HearingServer,
) -> None:
    answer = await asked(server.recordings, wanted("recording", 3))
    async with recorder(server) as there:
        want = await there.hears()
        assert isinstance(want, Want)
        await there.says("recording", 3)
        assert await answer


async def test_an_older_row_does_not_overrule_a_newer_one(server: HearingServer) -> None:
    late = await asked(server.recordings, wanted("paused", 6))
    early = await asked(server.recordings, wanted("recording", 5))
    async with recorder(server) as there:
        want = await there.hears()
        assert isinstance(want, Want)
        assert (want.state, want.ledger.seq) == ("paused", 6)
        late.cancel()
        early.cancel()


async def test_a_key_is_certified_for_a_hearing_that_is_to_be_recorded_and_no_other(
    server: HearingServer,
) -> None:
    answer = await asked(server.recordings, wanted())
    async with recorder(server) as there:
        await there.hears()
        for hearing in ("hrg_other", HEARING):
            await there.socket.send(
                f'{{"type": "certify", "hearing": "{hearing}", "part": 2,'
                f' "public_key": "{"cd" * 32}"}}'
            )
        given = await there.hears()
        assert isinstance(given, Certificate)
        paper = certificate.from_bytes(given.certificate.encode())
        assert (paper.role, paper.hearing, paper.part) == ("recorder", HEARING, 2)
        assert paper.public_key == bytes.fromhex("cd" * 32)
        assert paper.signed_by_issuer()
        answer.cancel()


async def test_the_court_is_told_what_is_new_only(server: HearingServer) -> None:
    async with recorder(server) as there:
        for _ in range(3):
            await there.says("recording", 3)
        await there.says("recording", 3, part=1)
        await there.says("failed", 3, part=1, error="journal.disk")
        await until(lambda: len(server.reports) == 3)
    assert [(r.state, r.part, r.error) for r in server.reports] == [
        ("recording", 0, None),
        ("recording", 1, None),
        ("failed", 1, "journal.disk"),
    ]


async def test_a_recorder_that_stays_away_is_said(server: HearingServer) -> None:
    async with recorder(server) as there:
        answer = await asked(server.recordings, wanted())
        await there.says("recording", 3)
        assert await answer
    await until(lambda: server.reports[-1].state == "unconfirmed")
    assert server.recordings.status(HEARING) is None


async def test_a_newer_recorder_takes_the_place_of_the_older(server: HearingServer) -> None:
    async with recorder(server) as older:
        await until(lambda: server.recordings.connected)
        async with recorder(server):
            async with asyncio.timeout(60):
                await older.socket.wait_closed()
            assert older.socket.close_code == REPLACED
            assert server.recordings.connected


async def test_nobody_without_the_token_is_let_in(server: HearingServer) -> None:
    for token in ("", "wrong", TOKEN + "x"):
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with recorder(server, token):
                raise AssertionError
        assert refused.value.response.status_code == 401


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{}",
        "[]",
        '{"type": "want"}',
        '{"type": "hello", "name": "x", "more": 1}',
        '{"type": "certify", "hearing": "../../etc", "part": 0, "public_key": "00"}',
    ],
)
async def test_what_is_no_message_ends_that_link_and_no_more(
    server: HearingServer, frame: str
) -> None:
    async with recorder(server) as there:
        await there.socket.send(frame)
        async with asyncio.timeout(60):
            await there.socket.wait_closed()
        assert there.socket.close_code == 1008
    async with httpx.AsyncClient(timeout=60) as client:
        assert (await client.get(f"{server.url}/internal/recorder")).status_code == 404


async def test_a_court_that_waits_for_the_link_does_not_stop_it(tmp_path: Path) -> None:
    """The court reports and waits under one lock: the link must be read meanwhile."""
    held = asyncio.Lock()

    async def report(_hearing: HearingId, _told: ReportRecorder) -> None:
        async with held:
            return

    server = HearingServer(tmp_path / "keys", Engine(), report)
    await server.start()
    try:
        async with recorder(server) as there, held:
            answer = await asked(server.recordings, wanted())
            await there.says("starting", 0)
            await there.says("recording", 3)
            assert await answer
    finally:
        await server.stop()


async def test_a_recorder_that_hangs_is_believed_for_seconds_and_then_hung_up_on(
    tmp_path: Path,
) -> None:
    """Its socket stands for long; what it said last does not."""
    now = [0.0]
    server = HearingServer(tmp_path / "keys", Engine(), clock=lambda: now[0])
    await server.start()
    try:
        async with recorder(server) as there:
            await until(lambda: server.recordings.connected)
            answer = await asked(server.recordings, wanted())
            await there.says("recording", 3)
            assert await answer
            assert server.recordings.recording(HEARING)
            now[0] = 5.0
            assert not server.recordings.recording(HEARING)
            await there.says("recording", 3)
            await until(lambda: server.recordings.recording(HEARING))
            now[0] = 16.0
            await until(lambda: not server.recordings.connected, 30)
            await until(lambda: any(one.state == "unconfirmed" for one in server.reports), 30)
    finally:
        await server.stop()
