"""Routes of what remains of a hearing: ledger, recording, bundle, trust file. Staff only."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import StreamingResponse

from hearing.events import RecorderReported
from hearing.ids import HearingId
from hearing.refusal import Refusal
from hearing.state import RecorderState
from scheduler import hearings as bookings
from signaling.api.models.fields import Id, Told
from signaling.api.part import Part
from signaling.api.wiring import Entry, Wiring


class EntryTold(Told):
    """A ledger row. `body`: its canonical JSON to the byte; `hash`: hex, taken over it."""

    seq: int
    at: datetime
    body: str
    hash: str


class LedgerTold(Told):
    """A hearing's ledger, whole or from a row on."""

    hearing: Id
    entries: list[EntryTold]


class PartTold(Told):
    """A part of the record: a recorder that restarts begins a new one."""

    part: int
    state: RecorderState
    ledger_seq: int
    error: str | None


class RecordingTold(Told):
    """What the recorder last said, as the ledger has it."""

    hearing: Id
    state: RecorderState
    part: int
    ledger_seq: int
    error: str | None
    since: datetime | None
    parts: list[PartTold]


def routes(wiring: Wiring) -> Part:
    """The records' routes."""
    router = Part(tags=["records"])
    _ledger(router, wiring)
    _files(router, wiring)
    return router


def _ledger(router: Part, wiring: Wiring) -> None:
    @router.get("/hearings/{hearing}/ledger", summary="A hearing's ledger, row by row")
    async def ledger(
        hearing: Id, after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0
    ) -> LedgerTold:
        await _must_exist(wiring, hearing)
        entries = await wiring.court.entries(HearingId(hearing), after)
        return LedgerTold(
            hearing=hearing,
            entries=[
                EntryTold(seq=one.seq, at=one.at, body=one.body, hash=one.hash.hex())
                for one in entries
            ],
        )

    @router.get("/hearings/{hearing}/recording", summary="What is recorded, part by part")
    async def recording(hearing: Id) -> RecordingTold:
        await _must_exist(wiring, hearing)
        now = (await wiring.court.state(HearingId(hearing))).recording
        return RecordingTold(
            hearing=hearing,
            state=now.state,
            part=now.part,
            ledger_seq=now.ledger_seq,
            error=now.error,
            since=now.since,
            parts=_parts(await wiring.court.entries(HearingId(hearing))),
        )


def _files(router: Part, wiring: Wiring) -> None:
    @router.get(
        "/hearings/{hearing}/bundle",
        summary="The evidence bundle as a tar stream",
        response_class=StreamingResponse,
        responses={200: {"content": {"application/x-tar": {}}, "description": "The bundle."}},
    )
    async def bundle(hearing: Id) -> StreamingResponse:
        await _must_exist(wiring, hearing)
        if wiring.bundle is None:
            raise Refusal("record.unavailable")
        return StreamingResponse(
            await wiring.bundle(hearing),
            media_type="application/x-tar",
            headers={"Content-Disposition": f'attachment; filename="{hearing}.tar"'},
        )

    @router.get("/trust", summary="The trust file bundles are verified with")
    async def trust() -> Mapping[str, Any]:
        """Keep a copy from the day of the hearing: it says which keys were this court's."""
        if wiring.trust is None:
            raise Refusal("record.unavailable")
        return await wiring.trust()


def _parts(entries: Sequence[Entry]) -> list[PartTold]:
    """The last report about each part."""
    reports = [one.event for one in entries if isinstance(one.event, RecorderReported)]
    last = {report.part: report for report in reports}
    return [PartTold.model_validate(report) for _, report in sorted(last.items())]


async def _must_exist(wiring: Wiring, hearing: str) -> None:
    async with wiring.reading() as connection:
        await bookings.line(connection, hearing)
