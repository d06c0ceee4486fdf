"""Rulings on signing in and out over REST, and on the session's cookie."""

import asyncio
from datetime import timedelta
from http.cookies import SimpleCookie

import pytest

from signaling.accounts.sessions import IDLE, LONGEST
from tests.signaling.api.staff_party import PASSWORD, account, browser, signed_in
from tests.signaling.api.world import Api

CLERK = "clerk"


async def test_the_first_sign_in_sets_up_the_authenticator(either_api: Api) -> None:
    """No cookie before a code was shown; the same secret until then; then `/me` answers."""
    api = either_api
    made = await account(api, "hoa", (CLERK, api.directory["court"]))
    assert (made["second_factor"], made["signed_in_at"]) == (False, None)
    async with browser(api, "Hoa") as hoa:
        first, again = await hoa.sign_in(), await hoa.sign_in()
        assert first.json() == again.json()
        assert first.json()["state"] == "enrol"
        assert first.json()["uri"].startswith("otpauth://totp/Phien%20Toa:hoa?secret=")
        assert "set-cookie" not in first.headers
        assert (await hoa.ask("GET", "/me")).status_code == 401

        hoa.secret = first.json()["secret"]
        entered = await hoa.sign_in(code=hoa.code(api.now))
        assert (entered.status_code, entered.json()["state"]) == (200, "signed_in")
        cookie = SimpleCookie(entered.headers["set-cookie"])["pt-staff"]
        assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (
            True,
            True,
            "strict",
        )
        assert cookie["path"] == "/api/v1"
        me = (await hoa.ask("GET", "/me")).json()
        assert (me["id"], me["user"], me["second_factor"]) == (made["id"], "hoa", True)
        assert me["roles"] == [
            {
                "role": "clerk",
                "role_name": {"vi": "Thư ký", "en": "Clerk"},
                "court": api.directory["court"],
                "court_name": "Tòa án",
            }
        ]


async def test_later_the_code_is_asked_for(api: Api) -> None:
    """The password alone opens nothing and gives the secret to nobody."""
    async with signed_in(api, "hoa") as hoa:
        hoa.client.cookies.clear()
        asked = await hoa.sign_in()
        assert (asked.status_code, asked.json()["code"]) == (401, "staff.code_needed")
        assert hoa.secret not in asked.text
        wrong = await hoa.sign_in(code="000000")
        assert (wrong.status_code, wrong.json()["code"]) == (401, "staff.code_wrong")
        api.now += timedelta(seconds=30)
        assert (await hoa.sign_in(code=hoa.code(api.now))).status_code == 200


async def test_of_many_who_show_one_code_at_once_one_enters(either_api: Api) -> None:
    """RFC 6238 §5.2, on both databases; later the code is worth nothing either."""
    api = either_api
    async with signed_in(api, "hoa") as hoa:
        api.now += timedelta(minutes=1)
        code = hoa.code(api.now)
        answers = await asyncio.gather(*(hoa.sign_in(code=code) for _ in range(6)))
        assert sorted(one.status_code for one in answers) == [200] + [401] * 5
        assert (await hoa.sign_in(code=code)).json()["code"] == "staff.code_wrong"
        earlier = hoa.code(api.now, -1)
        assert (await hoa.sign_in(code=earlier)).json()["code"] == "staff.code_wrong"


async def test_a_session_ends_when_idle_and_at_the_end_of_a_day(api: Api) -> None:
    """Use keeps it; the day ends it all the same."""
    async with signed_in(api, "hoa") as hoa:
        begun = api.now
        api.now += IDLE - timedelta(seconds=1)
        assert (await hoa.ask("GET", "/me")).status_code == 200
        api.now += IDLE - timedelta(seconds=1)
        assert (await hoa.ask("GET", "/me")).status_code == 200
        api.now += IDLE
        assert (await hoa.ask("GET", "/me")).json()["code"] == "staff.session"
        api.now = begun + timedelta(seconds=30)
        await hoa.sign_in(code=hoa.code(api.now))
        begun = api.now
        while api.now < begun + LONGEST - timedelta(minutes=31):
            api.now += timedelta(minutes=30)
            assert (await hoa.ask("GET", "/me")).status_code == 200
        api.now = begun + LONGEST
        assert (await hoa.ask("GET", "/me")).json()["code"] == "staff.session"


async def test_signing_out_ends_this_browsers_session_only(api: Api) -> None:
    """The cookie is taken back, and worth nothing to whoever copied it."""
    async with signed_in(api, "hoa") as hoa, browser(api, "hoa") as other:
        api.now += timedelta(seconds=30)
        await other.sign_in(code=hoa.code(api.now))
        copied = hoa.client.cookies["pt-staff"]
        gone = await hoa.ask("POST", "/sign-out")
        assert gone.status_code == 204
        assert 'pt-staff=""' in gone.headers["set-cookie"]
        hoa.client.cookies.set("pt-staff", copied)
        assert (await hoa.ask("GET", "/me")).json()["code"] == "staff.session"
        assert (await other.ask("GET", "/me")).status_code == 200


@pytest.mark.parametrize("user", ["nobody", "", " ", "a b", "x" * 300, "\u202e", "Hoa\x00"])
async def test_an_account_nobody_has_is_refused_like_a_wrong_password(
    api: Api, user: str
) -> None:
    """In the same words."""
    await account(api, "hoa")
    async with browser(api, "hoa") as hoa, browser(api, user) as other:
        wrong, unknown = await hoa.sign_in("not this one"), await other.sign_in()
        assert wrong.status_code == unknown.status_code == 401
        assert wrong.json() == unknown.json()


async def test_one_address_that_fails_often_must_wait(api: Api) -> None:
    """Whatever names it tries; a minute later it may again."""
    async with browser(api, "hoa") as hoa:
        for number in range(30):
            hoa.user = f"user{number}"
            assert (await hoa.sign_in()).status_code == 401
        hoa.user = "another"
        refused = await hoa.sign_in()
        assert (refused.status_code, refused.json()["code"]) == (429, "staff.too_many")
        assert refused.headers["retry-after"] == "60"
        api.now += timedelta(minutes=1)
        assert (await hoa.sign_in()).status_code == 401


async def test_guessing_one_account_is_slowed_and_evicts_nobody(api: Api) -> None:
    """Ten failures in a quarter of an hour, counted before the password is compared; whoever
    is signed in stays so. BBB CVE-2022-41960."""
    async with signed_in(api, "hoa") as hoa, browser(api, "hoa") as thief:
        guesses = await asyncio.gather(*(thief.sign_in(f"guess {n}") for n in range(14)))
        codes = [one.json()["code"] for one in guesses]
        assert codes.count("staff.credentials") == 10
        assert codes.count("staff.too_many") == 4
        api.now += timedelta(minutes=1)
        assert (await thief.sign_in(PASSWORD)).status_code == 429
        assert (await hoa.ask("GET", "/me")).status_code == 200
        api.now += timedelta(minutes=14)
        assert (await hoa.sign_in(code=hoa.code(api.now))).status_code == 200


async def test_a_stranger_cannot_keep_somebody_out_by_guessing(either_api: Api) -> None:
    """However often he fails elsewhere, the right password opens here."""
    api = either_api
    async with signed_in(api, "hoa") as hoa, browser(api, "hoa", "198.51.100.7") as thief:
        hoa.client.cookies.clear()
        for number in range(12):
            await thief.sign_in(f"guess {number}")
        assert (await thief.sign_in()).json()["code"] == "staff.too_many"
        api.now += timedelta(seconds=30)
        assert (await hoa.sign_in(code=hoa.code(api.now))).status_code == 200


async def test_a_page_of_another_site_can_neither_sign_in_nor_use_the_cookie(api: Api) -> None:
    """And a change must say which page it comes from."""
    async with signed_in(api, "hoa") as hoa:
        for method, path in (("POST", "/sign-out"), ("GET", "/me"), ("POST", "/sign-in")):
            asked = {"user": "hoa", "password": PASSWORD} if path == "/sign-in" else None
            elsewhere = {"Origin": "https://evil.example"}
            refused = await hoa.ask(method, path, headers=elsewhere, json=asked)
            assert (refused.status_code, refused.json()["code"]) == (403, "staff.origin")
        silent = await hoa.client.post("/api/v1/sign-out")
        assert silent.json()["code"] == "staff.origin"
        assert (await hoa.client.get("/api/v1/me")).status_code == 200


async def test_where_no_second_factor_is_asked_the_password_is_enough(
    quick_path: object,
) -> None:
    """A demonstration's setting; whoever has set one up is asked for it all the same."""
    from tests.signaling.api.world import installation

    url = f"sqlite+aiosqlite:///{quick_path}/demo.db"
    async with installation(url, second_factor=False) as api:
        await api.fill()
        await account(api, "hoa")
        async with browser(api, "hoa") as hoa:
            assert (await hoa.sign_in()).json()["state"] == "signed_in"
