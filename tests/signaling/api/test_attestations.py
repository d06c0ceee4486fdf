"""Rulings on the judge's attestation, and on answers that send a hearing to a courtroom."""

from datetime import datetime, timedelta

import pytest

from hearing.actors import SeatActor
from hearing.commands import Adjourn, CloseHearing, OpenHearing, Resume, StartSession, Suspend
from hearing.commands import Command as HearingCommand
from hearing.ids import HearingId
from hearing.roles import Role
from signaling.court.service import Court
from tests.signaling.api.staff_party import signed_in
from tests.signaling.api.world import Api, Json

DOCUMENT = {"simple": True, "document": "12/2026/QĐ-TA"}


async def _draft(api: Api) -> str:
    hearing: str = (await api.made("/hearings", api.wish(attestation=None)))["id"]
    return hearing


async def _code(api: Api, path: str, body: Json) -> str:
    answer = await api.staff("POST", path, json=body)
    return str(answer.json().get("code", answer.status_code))


async def test_what_the_judge_has_not_attested_is_not_listed(either_api: Api) -> None:
    """NQ 33/2021 art. 1: silence is not consent; a document or the judge in person."""
    api, hearing = either_api, await _draft(either_api)
    listing = f"/hearings/{hearing}/schedule"
    assert await _code(api, listing, {}) == "eligibility.not_attested"
    attestation = f"/hearings/{hearing}/attestation"
    assert await _code(api, attestation, {"simple": True}) == "deadline.document"
    told = await api.made(attestation, DOCUMENT)
    assert (told["answer"], told["own"], told["answered_by"]) == (
        "simple",
        False,
        "listing-desk",
    )
    assert (await api.made(listing, {}))["state"] == "scheduled"


async def test_the_presiding_judge_attests_in_person(api: Api) -> None:
    """Another judge does not, not even with a document; a clerk does with the judge's."""
    hearing, court = await _draft(api), api.directory["court"]
    path = f"/hearings/{hearing}/attestation"
    judge = api.directory["judge"]
    async with (
        signed_in(api, "hoa", ("presiding_judge", court), people=[judge]) as hoa,
        signed_in(api, "khac", ("presiding_judge", court)) as other,
        signed_in(api, "thu", ("clerk", court)) as clerk,
    ):
        assert (await other.ask("POST", path, json=DOCUMENT)).json()["code"] == "staff.right"
        told = (await hoa.ask("POST", path, json={"simple": True})).json()
        assert (told["answer"], told["own"]) == ("simple", True)
        told = (await clerk.ask("POST", path, json=DOCUMENT)).json()
        assert (told["own"], told["note"]) == (False, DOCUMENT["document"])


async def test_a_case_found_not_simple_is_not_listed(api: Api) -> None:
    """A draft stays one; the judge may find otherwise."""
    hearing = await _draft(api)
    path = f"/hearings/{hearing}/attestation"
    await api.made(path, {**DOCUMENT, "simple": False})
    assert await _code(api, f"/hearings/{hearing}/schedule", {}) == "eligibility.not_simple"
    await api.made(path, DOCUMENT)
    await api.made(f"/hearings/{hearing}/schedule", {})


async def test_an_attested_case_stays_so_in_the_hearing_that_follows(api: Api) -> None:
    """The word is about the case."""
    hearing = (await api.scheduled())["id"]
    later = {
        "starts_at": "2026-03-09T08:00:00+07:00",
        "ends_at": "2026-03-09T09:00:00+07:00",
    }
    follows = await api.made(
        f"/hearings/{hearing}/adjourn", {"reason": "x", "successor": later}
    )
    assert (await api.made(f"/hearings/{follows['id']}/schedule", {}))["state"] == "scheduled"


@pytest.mark.parametrize(
    ("key", "answer"), [("procuracy", "disagrees"), ("assess", "not_simple")]
)
async def test_an_answer_against_it_moves_a_listed_hearing_to_a_courtroom(
    held: tuple[Api, Court], key: str, answer: str
) -> None:
    """In the ledger; its places are free at once, and nobody is waited for."""
    api, court = held
    hearing = (await api.scheduled())["id"]
    path = f"/hearings/{hearing}/deadlines"
    await api.made(f"{path}/{key}", {"answer": answer, "note": "CV 3"})
    told = (await api.staff("GET", f"/hearings/{hearing}")).json()
    assert told["state"] == "moved_in_person"
    assert "·" in (await court.state(HearingId(hearing))).reason
    await api.made("/hearings", api.wish())
    states = {one["key"]: one["state"] for one in (await api.staff("GET", path)).json()}
    assert states.pop(key) == "met"
    assert set(states.values()) <= {"moot", "met"}


async def test_in_session_the_panel_decides_what_an_answer_means(
    held: tuple[Api, Court],
) -> None:
    """A letter that comes too late interrupts nobody."""
    api, court = held
    hearing = (await api.scheduled())["id"]
    await _do(court, hearing, OpenHearing(), StartSession())
    await api.made(f"/hearings/{hearing}/deadlines/procuracy", {"answer": "disagrees"})
    assert (await api.staff("GET", f"/hearings/{hearing}")).json()["state"] == "in_session"


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        ("criminal", "2026-03-06T16:59:59.999999"),
        ("civil", "2026-04-01T16:59:59.999999"),
        ("administrative", "2026-03-31T16:59:59.999999"),
    ],
)
async def test_how_long_a_hearing_may_stay_suspended(
    held: tuple[Api, Court], kind: str, last: str
) -> None:
    """BLTTHS 251: 5 days; BLTTDS 259: a month; administrative: 30 days. NOW is 1 March."""
    api, court = held
    case = {"court": api.directory["court"], "number": "2", "title": "V", "type": kind}
    wish = api.wish(case=(await api.made("/cases", case))["id"])
    hearing = (await api.made("/hearings", wish))["id"]
    await api.made(f"/hearings/{hearing}/schedule", {})
    await _do(court, hearing, OpenHearing(), StartSession(), Suspend(reason="mất điện"))
    found = (await api.staff("GET", f"/hearings/{hearing}/deadlines")).json()
    limit = next(one for one in found if one["key"] == "suspension")
    assert limit["due_at"].startswith(last)
    assert limit["state"] == "open"
    api.now = datetime.fromisoformat(limit["due_at"]) + timedelta(microseconds=1)
    overdue = (await api.staff("GET", f"/hearings/{hearing}")).json()["overdue"]
    assert "suspension" in {one["key"] for one in overdue}
    await _do(court, hearing, Resume())
    assert await _state(api, hearing, "suspension") == "met"
    await _do(court, hearing, Suspend(reason="lần nữa"))
    assert await _state(api, hearing, "suspension") == "overdue"
    await _do(court, hearing, Adjourn(reason="x"))
    assert await _state(api, hearing, "suspension") == "met"


async def test_what_was_owed_to_a_hearing_that_was_held_stays_owed(
    held: tuple[Api, Court],
) -> None:
    """An adjourned one's is moot; its successor has its own."""
    api, court = held
    hearing = (await api.scheduled())["id"]
    await _do(court, hearing, OpenHearing(), StartSession(), CloseHearing())
    api.now += timedelta(days=30)
    assert await _state(api, hearing, "procuracy") == "overdue"


async def _state(api: Api, hearing: str, key: str) -> str:
    found = (await api.staff("GET", f"/hearings/{hearing}/deadlines")).json()
    return str(next(one["state"] for one in found if one["key"] == key))


async def _do(court: Court, hearing: str, *commands: HearingCommand) -> None:
    """The presiding judge's commands, from their seat."""
    known = HearingId(hearing)
    seats = (await court.state(known)).seats.values()
    judge = next(one for one in seats if one.role is Role.PRESIDING_JUDGE)
    for command in commands:
        order = f"cmd_{len(await court.entries(known))}"
        by = SeatActor(seat=judge.id, role=judge.role)
        await court.execute(known, command, by=by, command_id=order)
