"""Rulings on webhooks: told with what happened, signed, repeated, never twice by two of us."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from scheduler.database import open_engine
from scheduler.webhooks import subscriptions
from scheduler.webhooks.leases import AT_ONCE, LEASE
from scheduler.webhooks.retries import DELAYS
from scheduler.webhooks.signing import signed
from signaling.accounts.seal import Seal
from signaling.app import webhook_sender
from signaling.app.webhook_sender import WebhookSender
from signaling.court.service import Court
from tests.receiver import Receiver, receiver
from tests.scheduler.world import NOW
from tests.signaling.api.staff_party import signed_in
from tests.signaling.api.world import ADMIN, Api, Json
from tests.waiting import until


@asynccontextmanager
async def sending(url: str, clock: list[datetime]) -> AsyncIterator[WebhookSender]:
    """A sender of an instance of its own; it sends only when told to."""
    engine = open_engine(url)
    sender = WebhookSender(engine, Seal(ADMIN), lambda: clock[0])
    try:
        yield sender
    finally:
        await sender.stop()
        await engine.dispose()


async def subscribed(api: Api, there: Receiver, **changes: object) -> Json:
    """A webhook of the whole installation."""
    return await api.made("/webhooks", {"url": there.url, **changes})


async def told_of(api: Api, webhook: Json) -> list[Json]:
    """Its deliveries, the latest first."""
    answer = await api.staff("GET", f"/webhooks/{webhook['id']}/deliveries")
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()
    return found


async def test_what_happens_is_told_signed_and_without_names(
    held: tuple[Api, Court], database_url: str
) -> None:
    """Listed, moved, called off: three messages, each with a signature that holds."""
    api, _ = held
    async with receiver() as there, sending(database_url, [NOW]) as sender:
        webhook = await subscribed(api, there)
        hearing = (await api.scheduled())["id"]
        moved = {
            "starts_at": "2026-03-03T09:00:00+07:00",
            "ends_at": "2026-03-03T10:00:00+07:00",
            "reason": "bận",
        }
        await api.made(f"/hearings/{hearing}/move", moved)
        await api.made(f"/hearings/{hearing}/cancel", {"reason": "rút đơn"})
        while await sender.send_due():
            continue
        messages = [json.loads(body) for _, body in there.came]
        kinds = {one["type"] for one in messages}
        assert kinds == {"hearing.scheduled", "hearing.rescheduled", "hearing.status"}
        whole = json.dumps(messages, ensure_ascii=False)
        assert all(one["data"]["hearing"] == hearing for one in messages)
        assert all(one["data"]["case_number"] == "1/2026" for one in messages)
        assert not any(word in whole for word in ("Hòa", "Bình", "Vụ án", "rút đơn"))
        for headers, body in there.came:
            at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), NOW.tzinfo)
            proof = signed(webhook["secret"], headers["webhook-id"], at, body)
            assert headers["webhook-signature"] == proof["webhook-signature"]
        assert {one["state"] for one in await told_of(api, webhook)} == {"delivered"}
        assert await sender.send_due() == 0


async def test_a_refused_command_tells_nobody(held: tuple[Api, Court]) -> None:
    """The message is of the transaction: none without the ledger's row."""
    api, _ = held
    async with receiver() as there:
        webhook = await subscribed(api, there)
        hearing = (await api.scheduled())["id"]
        again = await api.staff("POST", f"/hearings/{hearing}/schedule")
        assert again.status_code == 409
        assert [one["event"] for one in await told_of(api, webhook)].count(
            "hearing.scheduled"
        ) == 1


async def test_what_does_not_arrive_is_sent_again_with_the_same_id(
    held: tuple[Api, Court], database_url: str
) -> None:
    """Later each time, until somebody must look; and then when they ask for it."""
    api, _ = held
    clock = [NOW]
    async with receiver() as there, sending(database_url, clock) as sender:
        webhook = await subscribed(api, there)
        await api.made(f"/webhooks/{webhook['id']}/ping", {})
        there.answers = [500] * (len(DELAYS) + 1)
        assert await sender.send_due() == 1
        for delay in DELAYS:
            clock[0] += delay - timedelta(seconds=1)
            assert await sender.send_due() == 0
            clock[0] += timedelta(seconds=1)
            assert await sender.send_due() == 1
        (given_up,) = await told_of(api, webhook)
        assert (given_up["state"], given_up["answered"]) == ("given_up", 500)
        assert given_up["tries"] == len(DELAYS) + 1
        clock[0] += timedelta(days=9)
        assert await sender.send_due() == 0
        path = f"/webhooks/{webhook['id']}/deliveries/{given_up['id']}/again"
        await_again = await api.staff("POST", path)
        assert await_again.status_code == 202, await_again.text
        assert await sender.send_due() == 1
        assert len({headers["webhook-id"] for headers, _ in there.came}) == 1
        arrived = await api.staff("POST", path)
        assert arrived.json()["code"] == "delivery.over"


async def test_three_instances_send_each_message_once(
    held: tuple[Api, Court], database_url: str
) -> None:
    """Whoever has the lease sends; the others look for something else."""
    api, _ = held
    count = 3 * AT_ONCE
    async with (
        receiver() as there,
        sending(database_url, [NOW]) as one,
        sending(database_url, [NOW]) as two,
        sending(database_url, [NOW]) as three,
    ):
        webhook = await subscribed(api, there)
        for _ in range(count):
            await api.made(f"/webhooks/{webhook['id']}/ping", {})
        while sum(await asyncio.gather(*(each.send_due() for each in (one, two, three)))):
            continue
        ids = [headers["webhook-id"] for headers, _ in there.came]
        assert (len(ids), len(set(ids))) == (count, count)


async def test_a_slow_receiver_keeps_nobody_else_waiting(
    held: tuple[Api, Court], database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is still thinking while others have what is due to them, however much."""
    api, _ = held
    monkeypatch.setattr(webhook_sender, "PATIENCE_S", 120.0)
    count = 2 * AT_ONCE
    async with receiver() as slow, receiver() as quick, sending(database_url, [NOW]) as sender:
        slow.ready.clear()
        thinking, other = await subscribed(api, slow), await subscribed(api, quick)
        await api.made(f"/webhooks/{thinking['id']}/ping", {})
        await sender.start()
        await until(lambda: len(slow.came) == 1, 60)
        for _ in range(count):
            await api.made(f"/webhooks/{other['id']}/ping", {})
        await until(lambda: len(quick.came) == count, 60)
        (waited,) = await told_of(api, thinking)
        assert (waited["state"], waited["tries"]) == ("waiting", 0)
        slow.ready.set()


async def test_what_somebody_died_over_is_sent_when_the_lease_is_over(
    held: tuple[Api, Court], database_url: str
) -> None:
    """And who was only slow may not write down what came of it any more."""
    api, _ = held
    clock = [NOW]
    async with (
        receiver() as there,
        sending(database_url, clock) as slow,
        sending(database_url, clock) as other,
    ):
        webhook = await subscribed(api, there)
        await api.made(f"/webhooks/{webhook['id']}/ping", {})
        there.answers = [500]
        (due,) = await slow.take([webhook["id"]])
        assert await other.send_due() == 0
        clock[0] += LEASE
        assert await other.send_due() == 1
        (before,) = await told_of(api, webhook)
        assert before["answered"] == 500
        await slow.send(due)
        (after,) = await told_of(api, webhook)
        assert after == before
        assert len(there.came) == 2


async def test_a_receiver_that_is_gone_is_told_nothing_more(
    held: tuple[Api, Court], database_url: str
) -> None:
    """Its webhook ends, and says by whom."""
    api, _ = held
    async with receiver() as there, sending(database_url, [NOW]) as sender:
        webhook = await subscribed(api, there)
        await api.made(f"/webhooks/{webhook['id']}/ping", {})
        there.answers = [410]
        await sender.send_due()
        told = (await api.staff("GET", f"/webhooks/{webhook['id']}")).json()
        assert told["ended_by"] == "receiver"
        await api.scheduled()
        assert len(await told_of(api, webhook)) == 1
        refused = await api.staff("POST", f"/webhooks/{webhook['id']}/ping")
        assert refused.json()["code"] == "webhook.ended"


async def test_a_receiver_that_is_away_is_a_failure_like_any_other(
    held: tuple[Api, Court], database_url: str
) -> None:
    """No connection, no status."""
    api, _ = held
    async with sending(database_url, [NOW]) as sender:
        async with receiver() as there:
            webhook = await subscribed(api, there)
        await api.made(f"/webhooks/{webhook['id']}/ping", {})
        assert await sender.send_due() == 1
        (tried,) = await told_of(api, webhook)
        assert (tried["state"], tried["answered"]) == ("waiting", None)
        assert tried["failure"] == "ConnectError"


async def test_a_webhook_is_read_changed_and_ended(held: tuple[Api, Court]) -> None:
    """Who did not see the last change does not change it; the secret is shown once."""
    api, _ = held
    made = await api.staff("POST", "/webhooks", json={"url": "https://qlta.example/in"})
    webhook, seen = made.json(), made.headers["etag"]
    path = f"/webhooks/{webhook['id']}"
    assert webhook["secret"].startswith("whsec_")
    assert "secret" not in (await api.staff("GET", path)).json()
    headers = {"Authorization": f"Bearer {ADMIN}", "If-Match": seen}
    change = {"events": ["hearing.status"], "new_secret": True}
    changed = await api.client.post(f"/api/v1{path}", headers=headers, json=change)
    assert changed.json()["events"] == ["hearing.status"]
    assert changed.json()["secret"] != webhook["secret"]
    stale = await api.client.post(f"/api/v1{path}", headers=headers, json=change)
    assert (stale.status_code, stale.json()["code"]) == (412, "request.changed")
    await api.scheduled()
    assert {one["event"] for one in await told_of(api, webhook)} <= {"hearing.status"}
    ended = (await api.staff("DELETE", path)).json()
    assert ended["ended_by"] == "staff"
    refused = await api.staff("POST", path, json={})
    assert refused.json()["code"] == "webhook.ended"


@pytest.mark.parametrize(
    "body",
    [
        {"url": "http://court.example/in"},
        {"url": "https://court.example/", "events": []},
        {"url": "https://court.example/", "events": ["webhook.ping"]},
        {"url": "https://court.example/", "court": "crt_0000000000000000"},
    ],
)
async def test_what_is_no_webhook_is_refused(api: Api, body: Json) -> None:
    """With a code."""
    refused = await api.staff("POST", "/webhooks", json=body)
    assert refused.status_code == 422
    assert refused.json()["code"]


async def test_a_court_is_told_of_its_own_and_keeps_it_to_itself(
    held: tuple[Api, Court],
) -> None:
    """Another court's administrator neither sees nor changes it, nor hears of its hearings."""
    api, _ = held
    other = (await api.made("/courts", {"name": "Tòa khác", "zone": "UTC"}))["id"]
    here = ("administrator", api.directory["court"])
    async with (
        signed_in(api, "home", here) as home,
        signed_in(api, "away", ("administrator", other)) as away,
    ):
        url = "https://qlta.example/in"
        mine = await home.ask("POST", "/webhooks", json={"url": url, "court": here[1]})
        theirs = await away.ask("POST", "/webhooks", json={"url": url, "court": other})
        assert (mine.status_code, theirs.status_code) == (201, 201)
        path = f"/webhooks/{mine.json()['id']}"
        for method, below in (("GET", ""), ("GET", "/deliveries"), ("DELETE", "")):
            refused = await away.ask(method, path + below)
            assert refused.json()["code"] == "staff.right"
        listed = (await away.ask("GET", "/webhooks")).json()
        assert [one["id"] for one in listed] == [theirs.json()["id"]]
        own = await home.ask("POST", "/webhooks", json={"url": url})
        assert own.json()["code"] == "staff.right"
        beside = {"url": "http://127.0.0.1:9/in", "court": here[1]}
        assert (await home.ask("POST", "/webhooks", json=beside)).json()[
            "code"
        ] == "webhook.url"
    await api.scheduled()
    assert len(await told_of(api, mine.json())) >= 1
    assert await told_of(api, theirs.json()) == []


async def test_a_name_that_leads_to_this_machine_is_for_the_installation_only(
    held: tuple[Api, Court], database_url: str
) -> None:
    """It is looked up at each try: a court's webhook that leads here now is not sent."""
    api, _ = held
    court = api.directory["court"]
    async with receiver() as there, sending(database_url, [NOW]) as sender:
        named = there.url.replace("127.0.0.1", "localhost")
        ours = await api.made("/webhooks", {"url": named})
        theirs = await api.made("/webhooks", {"url": "https://qlta.example/", "court": court})
        engine = open_engine(database_url)
        async with engine.begin() as connection:
            await subscriptions.change(connection, theirs["id"], url=named)
        await engine.dispose()
        for webhook in (ours, theirs):
            await api.made(f"/webhooks/{webhook['id']}/ping", {})
        await sender.send_due()
        ((headers, body),) = there.came
        assert headers["host"] == named.split("/")[2]
        assert json.loads(body)["data"]["webhook"] == ours["id"]
        (refused,) = await told_of(api, theirs)
        assert (refused["state"], refused["failure"]) == ("waiting", "OutOfReach")


@pytest.mark.parametrize("host", ["127.0.0.1", "169.254.169.254", "10.0.0.8", "[fd00::1]"])
async def test_an_internal_address_is_no_court_system(api: Api, host: str) -> None:
    """Neither when it is made nor when it is changed; what is named in settings may be."""
    court, outside = api.directory["court"], "https://qlta.example/in"
    inside = f"https://{host}/in"
    refused = await api.staff("POST", "/webhooks", json={"url": inside, "court": court})
    assert (refused.status_code, refused.json()["code"]) == (422, "webhook.out_of_reach")
    made = await api.made("/webhooks", {"url": outside, "court": court})
    changed = await api.staff("POST", f"/webhooks/{made['id']}", json={"url": inside})
    assert changed.json()["code"] == "webhook.out_of_reach"
    assert (await api.staff("GET", f"/webhooks/{made['id']}")).json()["url"] == outside
