"""Rulings on a staff member's day, and on taking one's own seat without a link."""

from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie

from hearing.commands import RevokeSeat
from hearing.ids import HearingId, SeatId
from tests.hearing.cast import STAFF
from tests.signaling.api.staff_party import account, browser, signed_in
from tests.signaling.api.world import Api

MORNING = datetime(2026, 3, 2, 1, tzinfo=UTC)  # eight o'clock at the court


async def test_my_day_is_my_courts_hearings_and_my_seat(either_api: Api) -> None:
    """Today's by the court's clocks; those of other courts are not shown."""
    api, court = either_api, either_api.directory["court"]
    hearing = await api.scheduled()
    later = await api.made(
        "/hearings",
        api.wish(
            starts_at="2026-03-03T08:00:00+07:00",
            ends_at="2026-03-03T09:00:00+07:00",
        ),
    )
    other = (await api.made("/courts", {"name": "Khác", "zone": "UTC"}))["id"]
    api.now = MORNING
    judge = api.directory["judge"]
    async with (
        signed_in(api, "hoa", ("presiding_judge", court), people=[judge]) as hoa,
        signed_in(api, "thu", ("clerk", court)) as thu,
        signed_in(api, "xa", ("clerk", other)) as away,
    ):
        mine = (await hoa.ask("GET", "/my-day")).json()["hearings"]
        seat = next(one["id"] for one in hearing["seats"] if one["person"] == judge)
        assert [(one["id"], one["state"], one["enter"]) for one in mine] == [
            (hearing["id"], "scheduled", True)
        ]
        assert mine[0]["seat"]["id"] == seat
        assert mine[0]["seat"]["role_name"]["en"] == "Presiding judge"
        assert (mine[0]["court_name"], mine[0]["case_number"]) == ("Tòa án", "1/2026")
        theirs = (await thu.ask("GET", "/my-day")).json()["hearings"]
        assert [(one["seat"], one["enter"]) for one in theirs] == [(None, False)]
        assert (await away.ask("GET", "/my-day")).json()["hearings"] == []

        api.now = datetime(2026, 3, 2, 17, tzinfo=UTC)  # midnight there
        api.now += timedelta(0)
        await hoa.sign_in(code=hoa.code(api.now))
        tomorrow = (await hoa.ask("GET", "/my-day")).json()["hearings"]
        assert [(one["id"], one["state"], one["enter"]) for one in tomorrow] == [
            (later["id"], "draft", False)
        ]


async def test_another_day_is_asked_for_by_its_date(api: Api) -> None:
    """By the court's clocks; the answer says which day it is and which is today."""
    hearing, court = await api.scheduled(), api.directory["court"]
    api.now = MORNING + timedelta(1)
    async with signed_in(api, "thu", ("clerk", court)) as thu:
        today = (await thu.ask("GET", "/my-day")).json()
        assert (today["day"], today["today"]) == ("2026-03-03", "2026-03-03")
        assert (today["zone"], today["hearings"]) == ("Asia/Ho_Chi_Minh", [])
        before = (await thu.ask("GET", "/my-day?on=2026-03-02")).json()
        assert (before["day"], before["today"]) == ("2026-03-02", "2026-03-03")
        assert [one["id"] for one in before["hearings"]] == [hearing["id"]]
        assert [one["kind"] for one in before["hearings"][0]["points"]] == [
            "central",
            "component",
        ]
        for none in ("9999-12-31", "0001-01-01", "tomorrow"):
            refused = await thu.ask("GET", f"/my-day?on={none}")
            assert (refused.status_code, refused.json()["code"]) == (422, "request.invalid")


async def test_who_has_no_court_has_an_empty_day(api: Api) -> None:
    """And still a date."""
    async with signed_in(api, "moi") as nobody:
        told = (await nobody.ask("GET", "/my-day")).json()
        assert (told["hearings"], told["zone"], told["day"]) == ([], "UTC", told["today"])


async def test_a_judge_takes_their_seat_without_a_link(either_api: Api) -> None:
    """The seat's cookie as a link would give it; again in another browser; a link too."""
    api = either_api
    hearing = await api.scheduled()
    judge = api.directory["judge"]
    court = api.directory["court"]
    async with signed_in(api, "hoa", ("presiding_judge", court), people=[judge]) as hoa:
        path = f"/hearings/{hearing['id']}/enter"
        for _ in range(2):
            entered = await hoa.ask("POST", path)
            assert entered.status_code == 200, entered.text
        seat = entered.json()["seat"]
        assert (entered.json()["name"], entered.json()["role"]) == (
            "Nguyễn Thị Hòa",
            "presiding_judge",
        )
        cookie = SimpleCookie(entered.headers["set-cookie"])["pt-seat"]
        assert (cookie["path"], cookie["samesite"]) == (f"/api/v1/seats/{seat}", "strict")
        assert (await hoa.ask("GET", f"/seats/{seat}/session")).json() == entered.json()
        link = (await api.links(hearing["id"], seats=[seat]))[0]
        assert (await api.redeem(link["url"])).status_code == 200

        assert (await hoa.ask("POST", "/sign-out")).status_code == 204
        assert (await hoa.ask("GET", f"/seats/{seat}/session")).status_code == 401
        assert set(api.court.disconnected) == {seat}
        by_link = await api.stranger("GET", f"/seats/{seat}/session")
        assert by_link.status_code == 200


async def test_nobody_takes_a_seat_that_is_not_theirs(api: Api) -> None:
    """Not seated; seated as a party; revoked; over; another page; the token's bearer."""
    hearing = await api.scheduled()
    court, known = api.directory["court"], api.directory
    path = f"/hearings/{hearing['id']}/enter"
    draft = await api.made(
        "/hearings",
        api.wish(starts_at="2026-03-04T08:00:00+07:00", ends_at="2026-03-04T09:00:00+07:00"),
    )
    async with (
        signed_in(api, "thu", ("clerk", court)) as thu,
        signed_in(api, "binh", ("clerk", court), people=[known["counsel"]]) as binh,
        signed_in(api, "hoa", ("judge", court), people=[known["judge"]]) as hoa,
    ):
        for one in (thu, binh):
            refused = await one.ask("POST", path)
            assert (refused.status_code, refused.json()["code"]) == (403, "staff.no_seat")
        early = await hoa.ask("POST", f"/hearings/{draft['id']}/enter")
        assert (early.status_code, early.json()["code"]) == (409, "hearing.state")
        elsewhere = await hoa.ask("POST", path, headers={"Origin": "https://evil.example"})
        assert elsewhere.json()["code"] == "staff.origin"
        assert (await api.staff("POST", path)).json()["code"] == "staff.session"

        seat = next(one["id"] for one in hearing["seats"] if one["person"] == known["judge"])
        revoke = RevokeSeat(seat=SeatId(seat), reason="x")
        key = HearingId(hearing["id"])
        await api.court.execute(key, revoke, by=STAFF, command_id="command-1")
        assert (await hoa.ask("POST", path)).json()["code"] == "staff.no_seat"
        await api.made(f"/hearings/{hearing['id']}/cancel", {"reason": "x"})
        assert (await hoa.ask("POST", path)).json()["code"] == "hearing.state"


async def test_before_anybody_signs_in_there_is_no_day(api: Api) -> None:
    """401 in words that say what to do."""
    await account(api, "hoa")
    async with browser(api, "hoa") as hoa:
        refused = await hoa.ask("GET", "/my-day")
        assert (refused.status_code, refused.json()["code"]) == (401, "staff.session")
