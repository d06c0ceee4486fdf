"""Routes of webhooks: other systems told what happens. Administrators only."""

import hashlib
import json

from fastapi import Response

from hearing.refusal import Refusal
from scheduler.source import Source
from scheduler.webhooks import deliveries, signing, subscriptions
from scheduler.webhooks.retries import Fate
from scheduler.webhooks.subscriptions import Webhook
from signaling.accounts.seal import NONCE_BYTES
from signaling.api.doors import Reach
from signaling.api.marks import IfMatch, must_match
from signaling.api.models.fields import Id
from signaling.api.models.webhooks import (
    DeliveryTold,
    NewWebhook,
    WebhookChange,
    WebhookMade,
    WebhookTold,
)
from signaling.api.once import OnceRoute
from signaling.api.paging import PAGER, Pager
from signaling.api.part import Part
from signaling.api.staff import REACH
from signaling.api.wiring import Wiring


def routes(wiring: Wiring) -> Part:
    """The routes."""
    router = Part(tags=["webhooks"], route_class=OnceRoute)
    _making(router, wiring)
    _reading(router, wiring)
    _changing(router, wiring)
    _deliveries(router, wiring)
    _trying(router, wiring)
    return router


def mark(one: Webhook) -> str:
    """Its ETag."""
    ended = None if one.ended_at is None else one.ended_at.isoformat()
    whole = [one.id, one.url, list(one.events), one.secret.hex(), ended]
    return f'"{hashlib.sha256(json.dumps(whole).encode()).hexdigest()[:32]}"'


def _making(router: Part, wiring: Wiring) -> None:
    @router.post("/webhooks", status_code=201, summary="Have another system told what happens")
    async def add(asked: NewWebhook, response: Response, within: Reach = REACH) -> WebhookMade:
        """Its secret is shown this once. Each delivery is signed with it (Standard Webhooks),
        carries an id that stays the same when it is repeated, and is repeated for three days
        until a 2xx answers. 410 ends the webhook."""
        within.must_hold(asked.court)
        own = asked.court is None
        url = subscriptions.must_be_address(asked.url, wiring.reach, own_machine=own)
        source = wiring.source()
        webhook = source.identifier("whk")
        secret = signing.fresh_secret(source.randomness)
        made = Webhook(
            id=webhook,
            court=asked.court,
            url=url,
            events=tuple(dict.fromkeys(asked.events)),
            created_at=source.now,
            ended_at=None,
            ended_by=None,
            secret=_closed(wiring, source, webhook, secret),
        )
        async with wiring.begin() as connection:
            await subscriptions.add(connection, made, within.courts)
        response.headers["ETag"] = mark(made)
        return WebhookMade(**WebhookTold.of(made).model_dump(), secret=secret)


def _reading(router: Part, wiring: Wiring) -> None:
    @router.get("/webhooks", summary="Your courts' webhooks, the oldest first")
    async def list_webhooks(pager: Pager = PAGER, within: Reach = REACH) -> list[WebhookTold]:
        async with wiring.reading() as connection:
            found = await subscriptions.webhooks(connection, within.courts, pager.page)
        pager.tell(found)
        return [WebhookTold.of(one) for one in found]

    @router.get("/webhooks/{webhook}", summary="One webhook")
    async def find(webhook: Id, response: Response, within: Reach = REACH) -> WebhookTold:
        one = await _found(wiring, webhook, within)
        response.headers["ETag"] = mark(one)
        return WebhookTold.of(one)


def _changing(router: Part, wiring: Wiring) -> None:
    @router.post("/webhooks/{webhook}", summary="Another address, other events, a new secret")
    async def change(
        webhook: Id,
        asked: WebhookChange,
        response: Response,
        seen: IfMatch = None,
        within: Reach = REACH,
    ) -> WebhookMade:
        """What waits is sent to the new address with the new secret."""
        source = wiring.source()
        secret = signing.fresh_secret(source.randomness) if asked.new_secret else None
        closed = None if secret is None else _closed(wiring, source, webhook, secret)
        async with wiring.begin() as connection:
            one = await subscriptions.find(connection, webhook)
            within.must_hold(one.court)
            must_match(mark(one), seen)
            if one.ended_at is not None:
                raise Refusal("webhook.ended")
            if asked.url is not None:
                own = one.court is None
                subscriptions.must_be_address(asked.url, wiring.reach, own_machine=own)
            await subscriptions.change(
                connection,
                webhook,
                url=asked.url,
                events=asked.events,
                secret=closed,
            )
            one = await subscriptions.find(connection, webhook)
        response.headers["ETag"] = mark(one)
        return WebhookMade(**WebhookTold.of(one).model_dump(), secret=secret)

    @router.delete("/webhooks/{webhook}", summary="Tell it nothing any more")
    async def end(webhook: Id, seen: IfMatch = None, within: Reach = REACH) -> WebhookTold:
        """Not even what waits. It stays listed, with its deliveries."""
        async with wiring.begin() as connection:
            one = await subscriptions.find(connection, webhook)
            within.must_hold(one.court)
            must_match(mark(one), seen)
            await subscriptions.end(connection, wiring.source(), webhook, "staff")
            return WebhookTold.of(await subscriptions.find(connection, webhook))


def _deliveries(router: Part, wiring: Wiring) -> None:
    @router.get("/webhooks/{webhook}/deliveries", summary="What was sent, the latest first")
    async def list_deliveries(
        webhook: Id, state: Fate | None = None, pager: Pager = PAGER, within: Reach = REACH
    ) -> list[DeliveryTold]:
        """`given_up`: repeated for three days in vain; somebody must look."""
        await _found(wiring, webhook, within)
        async with wiring.reading() as connection:
            found = await deliveries.deliveries(connection, webhook, state, pager.page)
        pager.tell(found)
        return [DeliveryTold.of(one) for one in found]


def _trying(router: Part, wiring: Wiring) -> None:
    @router.post("/webhooks/{webhook}/ping", status_code=202, summary="Try a webhook")
    async def ping(webhook: Id, within: Reach = REACH) -> DeliveryTold:
        """Sends `webhook.ping`, signed and repeated like everything else."""
        one = await _found(wiring, webhook, within)
        if one.ended_at is not None:
            raise Refusal("webhook.ended")
        async with wiring.begin() as connection:
            delivery = await deliveries.send_ping(connection, wiring.source(), webhook)
            return DeliveryTold.of(await deliveries.find(connection, webhook, delivery))

    @router.post(
        "/webhooks/{webhook}/deliveries/{delivery}/again",
        status_code=202,
        summary="Send a delivery that did not arrive now",
    )
    async def again(webhook: Id, delivery: Id, within: Reach = REACH) -> DeliveryTold:
        await _found(wiring, webhook, within)
        async with wiring.begin() as connection:
            one = await deliveries.again(connection, wiring.source(), webhook, delivery)
        return DeliveryTold.of(one)


async def _found(wiring: Wiring, webhook: str, within: Reach) -> Webhook:
    async with wiring.reading() as connection:
        one = await subscriptions.find(connection, webhook)
    within.must_hold(one.court)
    return one


def _closed(wiring: Wiring, source: Source, webhook: str, secret: str) -> bytes:
    return wiring.seal.close(secret, webhook, source.randomness(NONCE_BYTES))
