"""Webhooks over REST: what is asked and what is told."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict, Field

from scheduler.webhooks.deliveries import Delivery
from scheduler.webhooks.events import ALL, Wanted
from scheduler.webhooks.retries import Fate
from scheduler.webhooks.subscriptions import LONGEST_URL, Webhook
from signaling.api.models.fields import Asked, Id, Told

_URL = Field(
    min_length=10,
    max_length=LONGEST_URL,
    examples=["https://qlta.toaan.example/phientoa"],
    description="https; or http to this machine itself, of the installation's own webhooks. "
    "Internal networks only if PHIENTOA_WEBHOOK_NETWORKS names them.",
)


class NewWebhook(Asked):
    """Another system's address for events. `court`: null tells of every court's."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "court": "crt_0j8m2n4p6q8r0s2t",
                    "url": "https://qlta.toaan.example/phientoa",
                    "events": ["hearing.scheduled", "hearing.rescheduled", "hearing.status"],
                }
            ]
        }
    )

    court: Id | None = None
    url: str = _URL
    events: list[Wanted] = Field(
        default=list(ALL),
        min_length=1,
        max_length=len(ALL),
        description="What it is told of; if absent, of everything.",
    )


class WebhookChange(Asked):
    """What to change; what is null stays. `new_secret`: the one before counts no longer."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"events": ["hearing.status"], "new_secret": True}]}
    )

    url: str | None = Field(default=None, min_length=10, max_length=LONGEST_URL)
    events: list[Wanted] | None = Field(default=None, min_length=1, max_length=len(ALL))
    new_secret: bool = False


class WebhookTold(Told):
    """A webhook without its secret. `ended_by`: `staff`, or `receiver` (it answered 410)."""

    id: Id
    court: Id | None
    url: str
    events: list[str]
    created_at: datetime
    ended_at: datetime | None
    ended_by: str | None

    @classmethod
    def of(cls, one: Webhook) -> Self:
        """As told."""
        return cls(
            id=one.id,
            court=one.court,
            url=one.url,
            events=[event.value for event in one.events],
            created_at=one.created_at,
            ended_at=one.ended_at,
            ended_by=one.ended_by,
        )


class WebhookMade(WebhookTold):
    """With the secret, shown this once; null where it was not made anew."""

    secret: str | None = Field(examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAbCdEfGhIjk="])


class DeliveryTold(Told):
    """An event on its way. `due_at`: when it is tried next; `answered`: the last HTTP status;
    `failure`: why there was none."""

    id: Id
    webhook: Id
    event: str
    hearing: Id | None
    seq: int
    state: Fate
    tries: int
    created_at: datetime
    due_at: datetime | None
    tried_at: datetime | None
    answered: int | None
    failure: str | None

    @classmethod
    def of(cls, one: Delivery) -> Self:
        """As told."""
        return cls.model_validate(one)
