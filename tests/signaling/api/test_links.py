"""Rulings on join links and seat cookies over REST."""

import asyncio
from datetime import timedelta
from http.cookies import SimpleCookie

import httpx
import pytest

from hearing.ids import HearingId
from scheduler.database import open_engine
from signaling.api import SeatSessions
from tests.signaling.api.world import PUBLIC, Api, installation, token


async def test_a_link_opens_one_seat_once(either_api: Api) -> None:
    """Looking changes nothing; redeeming gives the seat's cookie; again is refused."""
    api = either_api
    hearing = (await api.scheduled())["id"]
    judge = next(link for link in await api.links(hearing) if link["role"] == "presiding_judge")
    assert judge["url"].startswith(f"{PUBLIC}/join#")
    for _ in range(2):
        looked = await api.stranger("POST", "/links/look", json={"token": token(judge["url"])})
        assert (looked.json()["state"], looked.json()["role"]) == ("valid", "presiding_judge")
        assert "Hòa" not in looked.text

    answer = await api.redeem(judge["url"])
    assert answer.status_code == 200
    seated = answer.json()
    assert (seated["seat"], seated["name"]) == (judge["seat"], "Nguyễn Thị Hòa")
    assert seated["socket"] == f"/api/v1/seats/{judge['seat']}/socket"
    cookie = SimpleCookie(answer.headers["set-cookie"])["pt-seat"]
    assert cookie["path"] == f"/api/v1/seats/{judge['seat']}"
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "strict")

    again = await api.redeem(judge["url"])
    assert (again.status_code, again.json()["code"]) == (409, "link.redeemed")
    me = await api.stranger("GET", f"/seats/{judge['seat']}/session")
    assert me.json() == seated


async def test_of_many_who_redeem_a_link_at_once_one_is_seated(either_api: Api) -> None:
    """On both databases."""
    hearing = (await either_api.scheduled())["id"]
    url = (await either_api.links(hearing))[0]["url"]
    answers = await asyncio.gather(*(either_api.redeem(url) for _ in range(12)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 11


ATTEMPT = "0123456789abcdefghijkl"


async def _attempt(api: Api, url: str, attempt: str) -> httpx.Response:
    body = {"token": token(url), "attempt": attempt}
    return await api.stranger("POST", "/links/redeem", json=body)


async def test_an_answer_lost_on_its_way_burns_no_link(either_api: Api) -> None:
    """The same attempt asks again and has the same seat with a new secret; the one before,
    which nobody received, opens nothing."""
    api = either_api
    link = (await api.links((await api.scheduled())["id"]))[0]
    first = await _attempt(api, link["url"], ATTEMPT)
    again = await _attempt(api, link["url"], ATTEMPT)
    assert (again.status_code, again.json()) == (200, first.json())
    lost, kept = first.cookies["pt-seat"], again.cookies["pt-seat"]
    path = f"/seats/{link['seat']}/session"
    for secret, status in ((lost, 401), (kept, 200)):
        cookie = {"Cookie": f"pt-seat={secret}"}
        api.client.cookies.clear()
        assert (await api.stranger("GET", path, headers=cookie)).status_code == status


async def test_of_the_same_attempt_many_times_at_once_one_secret_is_good(
    either_api: Api,
) -> None:
    """On both databases: an impatient person presses twice."""
    link = (await either_api.links((await either_api.scheduled())["id"]))[0]
    answers = await asyncio.gather(
        *(_attempt(either_api, link["url"], ATTEMPT) for _ in range(6))
    )
    assert {answer.status_code for answer in answers} == {200}
    either_api.client.cookies.clear()
    path = f"/seats/{link['seat']}/session"
    good = [
        (
            await either_api.stranger(
                "GET", path, headers={"Cookie": f"pt-seat={answer.cookies['pt-seat']}"}
            )
        ).status_code
        for answer in answers
    ]
    assert sorted(good) == [200] + [401] * 5


async def test_only_the_browser_that_redeemed_may_ask_again_and_not_for_long(api: Api) -> None:
    """Another attempt, none at all, or ten minutes later: the link has been used."""
    link = (await api.links((await api.scheduled())["id"]))[0]
    assert (await _attempt(api, link["url"], ATTEMPT)).status_code == 200
    for answer in (
        await _attempt(api, link["url"], ATTEMPT[::-1]),
        await api.redeem(link["url"]),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "link.redeemed")
    short = await _attempt(api, link["url"], "guess")
    assert (short.status_code, short.json()["code"]) == (422, "request.invalid")
    api.now += timedelta(minutes=10)
    late = await _attempt(api, link["url"], ATTEMPT)
    assert (late.status_code, late.json()["code"]) == (409, "link.redeemed")


async def test_a_revoked_seat_is_not_given_again(api: Api) -> None:
    """Nor one whose session ended."""
    link = (await api.links((await api.scheduled())["id"]))[0]
    await _attempt(api, link["url"], ATTEMPT)
    await api.made(f"/links/{link['id']}/revoke", {})
    answer = await _attempt(api, link["url"], ATTEMPT)
    assert (answer.status_code, answer.json()["code"]) == (410, "link.revoked")


async def test_a_link_says_whose_camera_and_microphone_serve(api: Api) -> None:
    """One's own; the point's, where the point has a page of its own; and which point it is."""
    hearing = (await api.scheduled())["id"]
    links = {link["role"]: link["url"] for link in await api.links(hearing)}

    async def looked(url: str) -> tuple[str | None, str, bool]:
        body = {"token": token(url)}
        said = (await api.stranger("POST", "/links/look", json=body)).json()
        return said["point"], said["equipment"], said["rooms"]

    assert await looked(links["defence_counsel"]) == (None, "own", True)
    assert await looked(links["presiding_judge"]) == ("Phòng 1", "own", True)
    screen = (await api.made(f"/hearings/{hearing}/device-links", {}))["links"][0]["url"]
    assert await looked(screen) == ("Phòng 1", "own", True)
    assert await looked(links["presiding_judge"]) == ("Phòng 1", "room", True)


async def test_a_link_is_good_from_and_to(api: Api) -> None:
    """[valid_from, valid_to); the state says so before anybody tries."""
    hearing = (await api.scheduled())["id"]
    link = (
        await api.links(
            hearing,
            valid_from="2026-03-02T15:00:00+07:00",
            valid_to="2026-03-02T18:00:00+07:00",
        )
    )[0]
    for hours, state, code in (
        (22.99, "not_yet", "link.not_yet_valid"),
        (26, "expired", "link.expired"),
    ):
        start = api.now
        api.now = start + timedelta(hours=hours)
        looked = await api.stranger("POST", "/links/look", json={"token": token(link["url"])})
        assert looked.json()["state"] == state
        assert (await api.redeem(link["url"])).json()["code"] == code
        api.now = start
    api.now += timedelta(hours=23)
    assert (await api.redeem(link["url"])).status_code == 200


@pytest.mark.parametrize("secret", ["", "A" * 43, "é" * 10, "x" * 5000, "\x00"])
async def test_an_unknown_link_is_refused(api: Api, secret: str) -> None:
    """Whatever it looks like."""
    for path in ("/links/redeem", "/links/look"):
        answer = await api.stranger("POST", path, json={"token": secret})
        assert (answer.status_code, answer.json()["code"]) == (404, "link.unknown")


async def test_guessing_is_slowed_and_joining_is_not(api: Api) -> None:
    """Twenty wrong links a minute from one address; a right one still opens its seat."""
    hearing = (await api.scheduled())["id"]
    link = (await api.links(hearing))[0]
    codes = [(await api.redeem(f"#guess{n}")).json()["code"] for n in range(22)]
    assert codes == ["link.unknown"] * 20 + ["link.too_many"] * 2
    slowed = await api.redeem("#guess")
    assert (slowed.status_code, slowed.headers["retry-after"]) == (429, "60")
    assert (await api.redeem(link["url"])).status_code == 200
    api.now += timedelta(minutes=1)
    assert (await api.redeem("#guess")).status_code == 404


async def test_a_revoked_link_opens_nothing(api: Api) -> None:
    """Before it was redeemed: the seat stays, another link to it works."""
    hearing = (await api.scheduled())["id"]
    link = (await api.links(hearing))[0]
    revoked = await api.made(f"/links/{link['id']}/revoke", {})
    assert revoked["state"] == "revoked"
    answer = await api.redeem(link["url"])
    assert (answer.status_code, answer.json()["code"]) == (410, "link.revoked")
    another = (await api.links(hearing, seats=[link["seat"]]))[0]
    assert (await api.redeem(another["url"])).status_code == 200


async def test_revoking_a_redeemed_link_ends_the_seat(api: Api) -> None:
    """Its session, its other links, and the seat in the ledger, so that media ends too."""
    hearing = HearingId((await api.scheduled())["id"])
    link = (await api.links(hearing))[0]
    spare = (await api.links(hearing, seats=[link["seat"]]))[0]
    await api.redeem(link["url"])
    api.court.told.clear()
    await api.made(f"/links/{link['id']}/revoke", {})
    await api.made(f"/links/{link['id']}/revoke", {})
    assert [seat.id for seat in api.court.states[hearing].seats.values() if seat.revoked] == [
        link["seat"]
    ]
    assert api.court.told == [hearing]
    me = await api.stranger("GET", f"/seats/{link['seat']}/session")
    assert (me.status_code, me.json()["code"]) == (401, "seat.session")
    assert (await api.redeem(spare["url"])).json()["code"] == "link.revoked"
    more = await api.staff("POST", f"/hearings/{hearing}/links", json={"seats": [link["seat"]]})
    assert (more.status_code, more.json()["code"]) == (403, "hearing.seat_revoked")


async def test_a_seats_cookie_opens_no_other_seat(api: Api) -> None:
    """Nor does anything else that is not it."""
    hearing = (await api.scheduled())["id"]
    mine, other = await api.links(hearing)
    secret = (await api.redeem(mine["url"])).cookies["pt-seat"]
    for cookie in (secret, secret[:-1], "", "é", "x" * 5000):
        answer = await api.stranger(
            "GET",
            f"/seats/{other['seat']}/session",
            headers={"Cookie": f"pt-seat={cookie}".encode("latin-1", "replace")},
        )
        assert (answer.status_code, answer.json()["code"]) == (401, "seat.session")


async def test_a_session_ends_a_day_after_the_hearing(api: Api) -> None:
    """Hearings run late; sessions do not last for ever."""
    hearing = (await api.scheduled())["id"]
    link = (await api.links(hearing))[0]
    await api.redeem(link["url"])
    path = f"/seats/{link['seat']}/session"
    api.now += timedelta(hours=48.9)
    assert (await api.stranger("GET", path)).status_code == 200
    api.now += timedelta(hours=0.2)
    cookie = {"Cookie": f"pt-seat={next(iter(api.client.cookies.jar)).value}"}
    assert (await api.stranger("GET", path, headers=cookie)).status_code == 401


async def test_no_secret_is_stored_or_listed(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Neither link nor cookie: only hashes, and the list of links has no tokens."""
    folder = tmp_path_factory.mktemp("secrets")
    url = f"sqlite+aiosqlite:///{folder / 'secrets.db'}"
    async with installation(url) as api:
        await api.fill()
        hearing = (await api.scheduled())["id"]
        links = await api.links(hearing)
        secret = (await api.redeem(links[0]["url"])).cookies["pt-seat"]
        secrets = [token(link["url"]) for link in links] + [secret]
        listed = await api.staff("GET", f"/hearings/{hearing}/links")
        assert [link["state"] for link in listed.json()["links"]].count("redeemed") == 1
        assert not any(each in listed.text for each in secrets)
        engine = open_engine(url)
        known = await SeatSessions(engine, lambda: api.now).check(links[0]["seat"], secret)
        await engine.dispose()
        assert known is not None
        assert (known.seat, known.hearing) == (links[0]["seat"], hearing)
    kept = b"".join(file.read_bytes() for file in folder.iterdir())
    assert not any(each.encode() in kept for each in secrets)


async def test_nothing_that_changes_state_answers_to_get(api: Api) -> None:
    """Opening a page redeems nothing. PILOS CVE-2026-22800."""
    for path, method in (
        (path, method)
        for path, methods in api.app.openapi()["paths"].items()
        for method in methods
    ):
        assert method in ("get", "post", "patch", "put", "delete"), path
    for path in ("/links/redeem", "/links/look", "/links/lnk_1/revoke"):
        assert (await api.staff("GET", path)).status_code in (404, 405)


async def test_a_link_tells_whose_clocks_its_times_are_by(api: Api) -> None:
    """Before it is used, and afterwards of the seat."""
    hearing = await api.scheduled()
    link = (await api.links(hearing["id"]))[0]
    looked = await api.stranger("POST", "/links/look", json={"token": token(link["url"])})
    assert looked.json()["zone"] == "Asia/Ho_Chi_Minh"
    assert (await api.redeem(link["url"])).json()["zone"] == "Asia/Ho_Chi_Minh"


async def test_links_are_ordered_by_the_court(api: Api) -> None:
    """Who ordered it, when, for whom, and which links were made for them since."""
    hearing = (await api.scheduled())["id"]
    path = f"/hearings/{hearing}/remote-orders"
    asked = {"document": "15/2026/QĐ-TA", "ordered_at": "2026-02-27T09:00:00+07:00"}
    order = await api.made(path, asked)
    told = (await api.staff("GET", f"/hearings/{hearing}")).json()
    own = {one["id"] for one in told["devices"] if one["kind"] == "personal"}
    remote = [one["id"] for one in told["seats"] if one["device"] in own]
    assert (order["seats"], order["links"]) == (remote, [])
    made = await api.links(hearing)
    [known] = (await api.staff("GET", path)).json()
    assert known["links"] == [one["id"] for one in made if one["seat"] in remote]
    assert (known["document"], known["by"]) == ("15/2026/QĐ-TA", "listing-desk")
    assert known["ordered_at"] == "2026-02-27T02:00:00Z"
    for change, code in (
        ({"seats": ["seat_0000000000000009"]}, "hearing.unknown_seat"),
        ({"seats": []}, "hearing.unknown_seat"),
        ({"document": " "}, "text.empty"),
        ({"ordered_at": "2199-01-01T00:00:00Z"}, "time.order"),
    ):
        refused = await api.staff("POST", path, json={**asked, **change})
        assert refused.json()["code"] == code
