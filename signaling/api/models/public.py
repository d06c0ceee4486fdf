"""What the public reads of a court's list, over REST."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict, Field

from hearing.state import Status
from scheduler.entries import CaseType, Instance
from scheduler.public_list import Published
from signaling.api.models.fields import Id, Told


class PublicCourt(Told):
    """A court that hears online."""

    id: Id
    name: str
    zone: str


class PublicSitting(Told):
    """A sitting, without anybody's name and without what the case is about.

    `number` of `of`: sittings of one hearing count from 1. `closed`: behind closed doors.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "court": "crt_0j8m2n4p6q8r0s2t",
                    "court_name": "Tòa án nhân dân khu vực 1",
                    "zone": "Asia/Ho_Chi_Minh",
                    "case_number": "12/2026/TLST-HS",
                    "type": "criminal",
                    "instance": "first",
                    "closed": False,
                    "state": "scheduled",
                    "starts_at": "2026-03-02T01:00:00Z",
                    "ends_at": "2026-03-02T04:30:00Z",
                    "number": 1,
                    "of": 1,
                    "room": "Phòng xử án 1",
                }
            ]
        }
    )

    court: Id
    court_name: str
    zone: str = Field(description="The court's: its clocks show this time.")
    case_number: str
    type: CaseType
    instance: Instance
    closed: bool
    state: Status
    starts_at: datetime
    ends_at: datetime
    number: int
    of: int
    room: str

    @classmethod
    def told(cls, line: Published, state: Status) -> Self:
        """As told: not which hearing of ours it is."""
        return cls(
            court=line.court,
            court_name=line.court_name,
            zone=line.zone,
            case_number=line.case_number,
            type=line.type,
            instance=line.instance,
            closed=line.closed,
            state=state,
            starts_at=line.span.start,
            ends_at=line.span.end,
            number=line.number,
            of=line.of,
            room=line.room,
        )
