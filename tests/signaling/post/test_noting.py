"""Rulings on what the hearing's ledger is told of notices."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO

from aiosmtpd.smtp import Envelope, Session
from docx import Document
from sqlalchemy import text, update

from hearing.ids import HearingId
from hearing.service_events import ServiceEvent
from scheduler.tables import NoticeRow
from signaling.court.tables import LedgerRow
from tests.signaling.api.world import Json
from tests.signaling.post.world import Posted


async def _told(posted: Posted, hearing: str) -> list[ServiceEvent]:
    entries = await posted.court.entries(HearingId(hearing))
    return [row.event for row in entries if isinstance(row.event, ServiceEvent)]


async def _notices(posted: Posted, hearing: str) -> Sequence[Json]:
    record = await posted.api.staff("GET", f"/hearings/{hearing}/service")
    found: Sequence[Json] = record.json()["notices"]
    return found


async def test_the_ledger_proves_what_was_served_what_was_not_and_who_has_it(
    posted: Posted,
) -> None:
    """Sent to counsel, nowhere to send it for the judge, handed over to her afterwards, receipt
    confirmed: rows of the chain that carry no address."""
    hearing = (await posted.api.scheduled())["id"]
    await posted.post.run()
    [raw] = posted.server.raw
    token = {"token": posted.receipt(0)}
    for _ in range(2):
        await posted.api.stranger("POST", "/receipts/confirm", json=token)
    judge = next(one for one in await _notices(posted, hearing) if one["state"] != "sent")
    await posted.api.staff(
        "POST", f"/hearings/{hearing}/notices/{judge['id']}/by-hand", json={"how": "Ký nhận"}
    )
    told = await _told(posted, hearing)
    assert sorted(one.type for one in told) == [
        "notice_confirmed",
        "notice_failed",
        "notice_served",
        "notice_served",
    ]
    [way] = [one for one in told if one.type == "notice_served" and one.way == "by_hand"]
    assert way.notice == judge["id"]
    sent = next(one for one in await _notices(posted, hearing) if one["state"] == "sent")
    [mail] = [one for one in told if one.type == "notice_served" and one.way == "mail"]
    assert (mail.notice, mail.digest) == (sent["id"], sent["digest"])
    assert [paper["sha256"] for paper in sent["papers"]] == list(mail.papers)
    assert len(raw)
    assert "counsel.example" not in json.dumps([asdict(one) for one in told])
    assert [row["event"] for row in sent["ledger"]] == ["notice_served", "notice_confirmed"]
    assert [one["agrees"] for one in await _notices(posted, hearing)][:2] == [True, True]


async def test_an_altered_record_is_found_out(posted: Posted) -> None:
    """Whoever can write the table cannot write the chain."""
    hearing = (await posted.api.scheduled())["id"]
    await posted.post.run()
    async with posted.engine.begin() as connection:
        await connection.execute(
            update(NoticeRow)
            .where(NoticeRow.state == "sent")
            .values(address="somebody@else.example")
        )
    found = {one["state"]: one["agrees"] for one in await _notices(posted, hearing)}
    assert (found["sent"], found["unaddressed"]) == (False, True)
    path = f"/hearings/{hearing}/service/docx"
    paper = Document(BytesIO((await posted.api.staff("GET", path)).content))
    said = "\n".join(one.text for one in paper.paragraphs)
    assert "DOES NOT AGREE" in said
    assert "Sổ cái phiên tòa, tống đạt, số" in said


async def test_a_broken_ledger_holds_up_no_notice(posted: Posted) -> None:
    """It is sent once, and the record of service is kept alone."""
    hearing = (await posted.api.scheduled())["id"]
    async with posted.engine.begin() as connection:
        await connection.execute(
            update(LedgerRow).where(LedgerRow.seq == 1).values(body=text("body || ' '"))
        )
    await posted.court.stop()  # what it has in memory is forgotten
    await posted.post.run()
    await posted.later(minutes=10)
    assert len(posted.server.raw) == 1
    assert await posted.states("listed") == ["sent", "unaddressed"]
    assert hearing


async def test_what_a_server_answers_is_kept_whatever_it_is(posted: Posted) -> None:
    """No database takes a zero byte: the notice is sent once and noted all the same."""

    async def odd(step: str, _session: Session, _envelope: Envelope) -> str | None:
        return "250 ok\x00\x07" + "x" * 600 if step == "KEPT" else None

    posted.server.say = odd
    await posted.api.scheduled()
    await posted.post.run()
    await posted.later(minutes=10)
    [row] = await posted.rows(occasion="listed", state="sent")
    assert row.answer.startswith("250 ")
    assert len(posted.server.raw) == 1


async def test_the_desk_and_the_sender_do_not_wait_crosswise(posted: Posted) -> None:
    """Both write the ledger before they touch notices."""
    hearings = [(await posted.api.scheduled())]
    for day in range(8, 14):
        await asyncio.gather(
            posted.post.run(),
            posted.api.made(
                f"/hearings/{hearings[0]['id']}/move",
                {
                    "starts_at": f"2026-03-{day:02}T09:00:00+07:00",
                    "ends_at": f"2026-03-{day:02}T10:00:00+07:00",
                    "reason": "Dời ngày",
                },
            ),
        )
    await posted.post.run()
    assert {row.state for row in await posted.rows(occasion="moved")} <= {"sent", "unaddressed"}
