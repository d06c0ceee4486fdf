"""Rulings on staff accounts over REST: made, changed, and managed within one's own court."""

from datetime import timedelta
from typing import Any

import pytest

from tests.signaling.api.staff_party import PASSWORD, account, browser, signed_in
from tests.signaling.api.world import Api

NEW = {"user": "binh", "name": "Bình", "password": PASSWORD, "roles": []}


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"user": ""}, 422, "text.empty"),
        ({"user": "a b"}, 422, "staff.user"),
        ({"user": "x" * 65}, 422, "text.too_long"),
        ({"user": "a\u202eb"}, 422, "text.control"),
        ({"user": "TAKEN"}, 409, "staff.user_taken"),
        ({"name": " "}, 422, "text.empty"),
        ({"password": "short"}, 422, "password.short"),
        ({"password": "x" * 201}, 422, "password.long"),
        ({"roles": [{"role": "clerk", "court": None}]}, 422, "staff.post"),
        ({"roles": [{"role": "clerk", "court": "crt_0"}]}, 422, "court.unknown"),
        ({"roles": [{"role": "accused", "court": "crt_0"}]}, 422, "request.invalid"),
        ({"people": ["per_0"]}, 422, "person.unknown"),
        ({"people": ["\x00"]}, 422, "request.invalid"),
        ({"surprise": 1}, 422, "request.invalid"),
    ],
)
async def test_a_bad_account_is_refused_with_the_reason(
    api: Api, change: dict[str, Any], status: int, code: str
) -> None:
    """Each with its own code; nobody's password in the answer."""
    await account(api, "taken")
    answer = await api.staff("POST", "/staff", json={**NEW, **change})
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert PASSWORD not in answer.text
    assert len((await api.staff("GET", "/staff")).json()) == 1


async def test_an_account_is_changed_and_what_is_not_named_stays(either_api: Api) -> None:
    """Offices and entries of the directory are replaced as a whole."""
    api, court = either_api, either_api.directory["court"]
    made = await account(api, "hoa", ("clerk", court), people=[api.directory["judge"]])
    other = await account(api, "binh")
    path = f"/staff/{made['id']}"
    changed = await api.made(path, {"name": "Hòa"})
    assert (changed["name"], changed["roles"], changed["people"]) == (
        "Hòa",
        made["roles"],
        [api.directory["judge"]],
    )
    roles = [{"role": "judge", "court": court}, {"role": "judge", "court": court}]
    changed = await api.made(path, {"roles": roles, "people": []})
    assert [one["role"] for one in changed["roles"]] == ["judge"]
    await api.made(f"/staff/{other['id']}", {"people": [api.directory["judge"]]})
    taken = await api.staff("POST", path, json={"people": [api.directory["judge"]]})
    assert (taken.status_code, taken.json()["code"]) == (409, "staff.person_taken")
    unknown = await api.staff("GET", "/staff/stf_0000000000000000")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "staff.unknown")


async def test_an_administrator_of_a_court_goes_no_further(api: Api) -> None:
    """Neither to other courts' staff, nor to who is more than that court's, nor upwards."""
    court = api.directory["court"]
    other = (await api.made("/courts", {"name": "Khác", "zone": "UTC"}))["id"]
    clerk = await account(api, "clerk", ("clerk", court))
    beyond = [
        await account(api, "root", ("administrator", None)),
        await account(api, "away", ("clerk", other)),
        await account(api, "both", ("clerk", court), ("clerk", other)),
        await account(api, "none"),
    ]
    async with signed_in(api, "boss", ("administrator", court)) as boss:
        listed = {one["user"] for one in (await boss.ask("GET", "/staff")).json()}
        assert listed == {"clerk", "boss"}
        for one in beyond:
            for path, body in (
                ("", {"name": "X"}),
                ("/password", {"password": PASSWORD}),
                ("/second-factor/reset", None),
                ("/revoke", None),
            ):
                refused = await boss.ask("POST", f"/staff/{one['id']}{path}", json=body)
                assert (refused.status_code, refused.json()["code"]) == (403, "staff.beyond")
        for role in ({"role": "administrator"}, {"role": "clerk", "court": other}):
            raised = {"roles": [role]}
            up = await boss.ask("POST", f"/staff/{clerk['id']}", json=raised)
            assert up.json()["code"] == "staff.beyond"
            made = await boss.ask("POST", "/staff", json={**NEW, **raised})
            assert made.json()["code"] == "staff.beyond"
        own = await boss.ask("POST", f"/staff/{boss.id}", json={"roles": []})
        assert (own.status_code, own.json()["code"]) == (409, "staff.self")
        assert (await boss.ask("POST", f"/staff/{boss.id}/revoke")).status_code == 409
        fine = await boss.ask(
            "POST", "/staff", json={**NEW, "roles": [{"role": "judge", "court": court}]}
        )
        assert fine.status_code == 201, fine.text


async def test_another_password_signs_somebody_out_everywhere(api: Api) -> None:
    """By an administrator; the old one opens nothing any more."""
    async with signed_in(api, "hoa") as hoa:
        await api.made(f"/staff/{hoa.id}/password", {"password": "mật khẩu khác"})
        assert (await hoa.ask("GET", "/me")).json()["code"] == "staff.session"
        assert (await hoa.sign_in()).json()["code"] == "staff.credentials"
        assert (await hoa.sign_in("mật khẩu khác")).json()["code"] == "staff.code_needed"


async def test_ones_own_password_is_changed_with_the_present_one(api: Api) -> None:
    """This browser stays signed in, others do not."""
    async with signed_in(api, "hoa") as hoa, browser(api, "hoa") as other:
        api.now += timedelta(seconds=30)
        await other.sign_in(code=hoa.code(api.now))
        for present, new, code in (
            ("wrong password", "mật khẩu khác", "staff.credentials"),
            (PASSWORD, "short", "password.short"),
        ):
            asked = {"password": present, "new": new}
            refused = await hoa.ask("POST", "/me/password", json=asked)
            assert refused.json()["code"] == code
        asked = {"password": PASSWORD, "new": "mật khẩu khác"}
        assert (await hoa.ask("POST", "/me/password", json=asked)).status_code == 204
        assert (await hoa.ask("GET", "/me")).status_code == 200
        assert (await other.ask("GET", "/me")).json()["code"] == "staff.session"


async def test_a_lost_phone_is_replaced_by_an_administrator(api: Api) -> None:
    """The next sign-in sets up another secret; the old app's codes are worth nothing."""
    async with signed_in(api, "hoa") as hoa:
        old = hoa.secret
        await api.made(f"/staff/{hoa.id}/second-factor/reset", {})
        assert (await hoa.ask("GET", "/me")).status_code == 401
        again = await hoa.sign_in(code=hoa.code(api.now, 1))
        assert again.json()["state"] == "enrol"
        assert again.json()["secret"] != old
        wrong = await hoa.sign_in(code=hoa.code(api.now, 1))
        assert wrong.json()["code"] == "staff.code_wrong"


async def test_a_revoked_account_is_as_if_it_were_not(either_api: Api) -> None:
    """No session, no way in, in the words of a wrong password; twice is once."""
    api = either_api
    async with signed_in(api, "hoa") as hoa:
        for _ in range(2):
            told = await api.made(f"/staff/{hoa.id}/revoke", {})
            assert told["revoked_at"] is not None
        assert (await hoa.ask("GET", "/me")).json()["code"] == "staff.session"
        assert (await hoa.sign_in()).json()["code"] == "staff.credentials"


async def test_the_audit_is_read_from_its_end_too(api: Api) -> None:
    """The newest first, and back from any row."""
    async with signed_in(api, "root", ("administrator", None)) as root:
        whole = (await root.ask("GET", "/audit")).json()
        last = (await root.ask("GET", "/audit?newest=true&limit=2")).json()
        assert last == whole[:-3:-1]
        before = (await root.ask("GET", f"/audit?newest=true&before={last[-1]['seq']}")).json()
        assert before == whole[-3::-1]
