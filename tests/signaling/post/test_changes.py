"""Rulings on what follows from changes that come while something is still on its way."""

import asyncio
from datetime import timedelta
from typing import Any

from aiosmtpd.smtp import Envelope, Session

from tests.mail import text_of
from tests.signaling.post.world import Posted, calendar, post


async def _ordered(posted: Posted, hearing: str, **command: Any) -> None:
    sent = {"id": f"cmd_{command['type']}", "command": command}
    await posted.api.made(f"/hearings/{hearing}/commands", sent)


async def test_who_is_called_again_gets_a_higher_sequence(posted: Posted) -> None:
    """Or their calendar goes by the cancellation that it had last."""
    hearing = await posted.api.scheduled()
    await posted.post.run()
    seat = next(one for one in hearing["seats"] if one["role"] == "defence_counsel")
    await _ordered(posted, hearing["id"], type="revoke_seat", seat=seat["id"])
    await posted.post.run()
    again = {"seat": "seat_00000000000000aa", "role": "defence_counsel", "display": "Én"}
    person = {"person": posted.api.directory["counsel"], "device": seat["device"]}
    await _ordered(posted, hearing["id"], type="seat_person", **again, **person)
    await posted.post.run()
    entries = [calendar(one) for one in posted.server.mails]
    assert [b"METHOD:CANCEL" in one for one in entries] == [False, True, False]
    assert [f"SEQUENCE:{n}".encode() in one for n, one in enumerate(entries)] == [True] * 3


async def test_moved_twice_the_last_reason_is_told(posted: Posted) -> None:
    hearing = await posted.api.scheduled()
    await posted.post.run()
    for day, reason in ((8, "Thẩm phán ốm"), (9, "Mất điện")):
        times = {one: f"2026-03-0{day}T{hour}:00:00+07:00" for one, hour in _HOURS.items()}
        await posted.api.made(f"/hearings/{hearing['id']}/move", {**times, "reason": reason})
    await posted.post.run()
    told = text_of(posted.server.mails[1])
    assert ("Mất điện" in told, "Thẩm phán ốm" in told) == (True, False)
    assert "9 March 2026" in told
    assert len(posted.server.mails) == 2


_HOURS = {"starts_at": "09", "ends_at": "10"}


async def test_an_adjournment_says_when_it_goes_on(posted: Posted) -> None:
    """In both languages, and in the paper's preview."""
    hearing = await posted.api.scheduled()
    await posted.post.run()
    times = {"starts_at": "2026-03-20T09:00:00+07:00", "ends_at": "2026-03-20T10:00:00+07:00"}
    adjourned = {"reason": "Vắng bị hại", "successor": times}
    await posted.api.made(f"/hearings/{hearing['id']}/adjourn", adjourned)
    await posted.post.run()
    told = text_of(posted.server.mails[1])
    assert "09:00–10:00 (UTC+07:00), Friday, 20 March 2026" in told
    assert "Thứ Sáu, ngày 20/03/2026" in told


async def test_a_reminder_of_what_is_off_is_tried_no_more(posted: Posted) -> None:
    """The server put it off, and meanwhile the hearing was cancelled."""
    hearing = await posted.api.scheduled()
    await posted.far(hearing)
    await posted.post.run()
    posted.server.say = _full
    await posted.later(days=3, hours=1)
    [waiting] = [row for row in await posted.rows(occasion="reminder") if row.sealed]
    assert waiting.error == "452 full"
    await posted.api.made(f"/hearings/{hearing['id']}/cancel", {"reason": "Rút đơn"})
    posted.server.say = _well
    await posted.later(hours=1)
    subjects = [str(one["Subject"]) for one in posted.server.mails]
    assert [one.split(" – ")[0] for one in subjects] == [
        "Notice of an online hearing",
        "Notice of a cancelled hearing",
    ]


async def test_an_attempt_cut_short_answers_for_no_other_mail(posted: Posted) -> None:
    """The server answers after we stopped waiting: that answer is not the next mail's."""
    slow = asyncio.Event()

    async def hang(step: str, _session: Session, _envelope: Envelope) -> str | None:
        if step == "DATA" and not slow.is_set():
            await slow.wait()
            return "554 not this one"
        return None

    posted.server.say = hang
    await posted.api.scheduled()
    hasty = post(posted.engine, posted.api, posted.server.url, lease=timedelta(seconds=1))
    await hasty.run()
    [row] = await posted.rows(occasion="listed", state="due")
    assert row.error == "TimeoutError"
    slow.set()
    await posted.later(minutes=1)
    assert await posted.states("listed") == ["sent", "unaddressed"]
    assert len(posted.server.raw) == 1


async def _full(step: str, _session: Session, _envelope: Envelope) -> str | None:
    return "452 full" if step == "RCPT" else None


async def _well(_step: str, _session: Session, _envelope: Envelope) -> str | None:
    return None
