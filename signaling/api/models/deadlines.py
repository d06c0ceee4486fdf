"""Deadlines over REST: what is asked, what is told."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict, Field

from scheduler.clocks import Answer, Owner, State
from scheduler.deadlines import Owed
from scheduler.waiting import Waiting
from signaling.api.models.fields import Asked, Id, Told


class AnswerAsked(Asked):
    """What was answered or done."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"answer": "agrees"}]})

    answer: Answer
    note: str | None = Field(
        default=None, description="For example the letter's number; of `waived` the reason."
    )


class Attested(Asked):
    """The judge's word that the case is simple and its evidence clear, when booking."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"document": "12/2026/QĐ-TA"}]})

    document: str = Field(description="The judge's document that says so.")


class AttestationAsked(Asked):
    """The judge's word on whether the case is simple and its evidence clear."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"simple": True, "document": "12/2026/QĐ-TA"}]}
    )

    simple: bool
    document: str | None = Field(
        default=None,
        description="The judge's document; needed unless the presiding judge is who asks.",
    )


class DeadlineTold(Told):
    """Something owed to a hearing. `state`: `overdue` stays until it is answered.

    answered_by: the staff member who entered it; own: they are the presiding judge.
    """

    hearing: Id
    key: str
    owner: Owner
    due_at: datetime
    state: State
    answered_at: datetime | None
    answer: Answer | None
    note: str | None
    answered_by: str | None
    own: bool

    @classmethod
    def of(cls, owed: Owed, now: datetime) -> Self:
        """As it stands at `now`."""
        one = owed.deadline
        return cls(
            hearing=owed.hearing,
            key=one.key,
            owner=one.owner,
            due_at=one.due_at,
            state=one.state(now),
            answered_at=one.answered_at,
            answer=one.answer,
            note=owed.note,
            answered_by=owed.by,
            own=owed.own,
        )


class WaitingTold(DeadlineTold):
    """A deadline in a list of several courts' hearings, with what it is of."""

    court: Id
    court_name: str
    zone: str = Field(description="The court's: its clocks show this time.")
    case_number: str
    title: str
    starts_at: datetime

    @classmethod
    def whole(cls, one: Waiting, now: datetime) -> Self:
        """As it stands at `now`."""
        return cls(
            **DeadlineTold.of(one.owed, now).model_dump(),
            court=one.court.id,
            court_name=one.court.name,
            zone=one.court.zone,
            case_number=one.case_number,
            title=one.title,
            starts_at=one.starts_at,
        )
