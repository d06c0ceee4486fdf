"""Rulings on what is sent: once, as things stand, in order, and with a link that opens."""

from datetime import timedelta

from aiosmtpd.smtp import Envelope, Session

from scheduler.outbox import leases
from tests.mail import text_of
from tests.signaling.api.world import token
from tests.signaling.post.world import Posted, calendar, post


async def test_who_is_listed_is_invited_once_with_a_link_that_opens(posted: Posted) -> None:
    """Counsel joins from where she is; the judge has no address and is to be told by hand."""
    hearing = await posted.api.scheduled()
    assert await posted.post.run() == 2
    assert posted.server.addressed == ["en@counsel.example"]
    assert await posted.states("listed") == ["sent", "unaddressed"]
    [link] = posted.links(0)
    looked = await posted.api.stranger("POST", "/links/look", json={"token": token(link)})
    assert (looked.json()["state"], looked.json()["title"]) == ("valid", hearing["title"])
    assert (await posted.api.redeem(link)).status_code == 200
    assert await posted.post.run() == 0


async def test_the_database_keeps_no_link_after_sending(posted: Posted) -> None:
    """Before it was sent the message was there, closed with a key that is elsewhere."""
    await posted.api.scheduled()
    await posted.post.run()
    [row] = await posted.rows(occasion="listed", state="sent")
    assert row.sealed is None
    assert row.answer == "250 OK kept 1"
    assert token(posted.links(0)[0]) not in repr(row)


async def test_a_draft_tells_nobody(posted: Posted) -> None:
    """Nor does calling it off."""
    draft = await posted.api.made("/hearings", posted.api.wish())
    await posted.api.made(f"/hearings/{draft['id']}/cancel", {"reason": "nhầm"})
    assert await posted.rows() == []


async def test_who_was_not_told_yet_is_told_the_new_time_once(posted: Posted) -> None:
    """Moved before anything was sent: one invitation, of where it now stands."""
    hearing = await posted.api.scheduled()
    await posted.far(hearing)
    await posted.post.run()
    [mail] = posted.server.mails
    assert "7 March 2026" in text_of(mail)
    assert b"SEQUENCE:1" in calendar(mail)


async def test_who_was_told_is_told_of_the_move_and_of_the_end(posted: Posted) -> None:
    """The same calendar entry each time; the last takes it out and the link is dead."""
    hearing = await posted.api.scheduled()
    await posted.post.run()
    await posted.far(hearing)
    await posted.post.run()
    await posted.api.made(f"/hearings/{hearing['id']}/cancel", {"reason": "Rút đơn"})
    await posted.post.run()
    first, moved, off = posted.server.mails
    assert "2 March 2026" in text_of(first)
    assert "2 March 2026" in text_of(moved)  # what she was told before
    assert "7 March 2026" in text_of(moved)
    assert [b"METHOD:CANCEL" in calendar(one) for one in (first, moved, off)] == [0, 0, 1]
    for number, mail in enumerate((first, moved, off)):
        assert f"SEQUENCE:{number}".encode() in calendar(mail)
    assert (await posted.api.redeem(posted.links(0)[0])).json()["code"] == "link.revoked"


async def test_who_was_never_told_is_not_told_that_it_is_off(posted: Posted) -> None:
    """Called off before the invitation went out."""
    hearing = await posted.api.scheduled()
    await posted.api.made(f"/hearings/{hearing['id']}/cancel", {"reason": "Rút đơn"})
    await posted.later(days=2)
    assert posted.server.raw == []


async def test_reminders_follow_the_hearing(posted: Posted) -> None:
    """Planned by the policy, anew after a move; each with a link of the one way in."""
    hearing = await posted.api.scheduled()
    await posted.post.run()
    assert len(await posted.rows(occasion="reminder", state="due")) == 2  # an hour before
    await posted.far(hearing)
    assert len(await posted.rows(occasion="reminder", state="due")) == 6
    await posted.post.run()
    await posted.later(days=3, hours=1)
    await posted.later(days=2)
    assert len(posted.server.mails) == 4
    first, last = posted.links(0)[0], posted.links(3)[0]
    assert (await posted.api.redeem(last)).status_code == 200
    assert (await posted.api.redeem(first)).json()["code"] == "link.redeemed"
    await posted.later(hours=22, minutes=30)
    assert posted.links(4) == []  # she came in already
    assert await posted.rows(occasion="reminder", state="due") == []


async def test_nobody_is_reminded_of_what_is_past(posted: Posted) -> None:
    """Nothing could be sent for a week: a reminder is of no use any more, and that a summons
    never left is not passed over."""
    await posted.api.scheduled()
    await posted.later(days=7)
    assert posted.server.raw == []
    assert {row.state for row in await posted.rows(occasion="reminder")} == {"dropped"}
    told = {(row.state, row.error) for row in await posted.rows(occasion="listed")}
    assert told == {("dead", "late")}


async def test_an_interrupted_session_is_repeated_with_the_same_bytes(posted: Posted) -> None:
    """The server had the whole mail when the line was cut: its repeat is the same mail."""

    async def cut_once(step: str, session: Session, _envelope: Envelope) -> str | None:
        if step == "KEPT" and len(posted.server.raw) == 1:
            posted.server.cut()
        return None

    posted.server.say = cut_once
    await posted.api.scheduled()
    await posted.post.run()
    await posted.later(minutes=1)
    one, other = posted.server.raw
    assert one == other
    assert (await posted.api.redeem(posted.links(1)[0])).status_code == 200


async def test_another_instance_takes_over_what_a_dead_one_held(posted: Posted) -> None:
    """Not before the lease ran out; who comes back late changes nothing."""
    await posted.api.scheduled()
    await posted.post.run()
    await posted.far((await posted.api.staff("GET", "/hearings")).json()[0])
    stuck = post(posted.engine, posted.api, posted.server.url, lease=timedelta(seconds=30))
    async with posted.engine.begin() as connection:
        held = await leases.take(connection, ["mail"], posted.api.now, timedelta(seconds=30))
    assert held is not None
    await stuck.run()
    await posted.later(seconds=31)
    assert len(posted.server.raw) == 2
    async with posted.engine.begin() as connection:
        assert not await leases.sent(connection, held, posted.api.now, "late")


async def test_a_mailbox_that_is_no_more_is_given_up_and_a_full_one_tried_again(
    posted: Posted,
) -> None:
    """By the server's code; a server that is away is nobody's fault."""
    said = iter(["452 full", "550 no such user"])

    async def refuse(step: str, session: Session, _envelope: Envelope) -> str | None:
        return next(said, None) if step == "RCPT" else None

    posted.server.say = refuse
    await posted.api.scheduled()
    await posted.post.run()
    [row] = await posted.rows(occasion="listed", state="due")
    assert row.error == "452 full"
    await posted.later(minutes=1)
    [row] = await posted.rows(occasion="listed", state="dead")
    assert row.error == "550 no such user"
    assert posted.server.raw == []


async def test_a_server_that_is_away_is_asked_again(posted: Posted) -> None:
    """The notice waits, however often."""
    away = post(posted.engine, posted.api, "smtp://127.0.0.1:1?starttls=off")
    await posted.api.scheduled()
    await away.run()
    assert "due" in await posted.states("listed")
    await posted.later(minutes=1)
    assert await posted.states("listed") == ["sent", "unaddressed"]
