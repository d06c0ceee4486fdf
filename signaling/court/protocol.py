"""The hearing socket's messages: the one source of both ends' types.

`python -m signaling.court.protocol schema` prints the JSON Schema the client's types are
generated from. docs/protocol.md explains each message with an example.
"""

import json
import sys
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from hearing.actors import Actor
from hearing.commands import PersonCommand
from hearing.events import Event
from hearing.ids import HearingId, SeatId
from hearing.state import HearingState

MAX_FRAME = 64 * 1024  # bytes of UTF-8
MAX_MISSED = 1000  # events in a welcome; the snapshot tells the rest

Number = Annotated[StrictInt, Field(ge=1, le=2**53 - 1)]
CommandId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]


class Message(BaseModel):
    """What all messages share: nothing unknown is let through, nothing changes later."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,  # an error's text goes to logs; the input may hold names
        json_schema_serialization_defaults_required=True,
    )


class CommandFrame(Message):
    """Do `command`. `id`: the client's own; sent again after a lost answer it is done once."""

    n: Number
    type: Literal["command"]
    id: CommandId
    command: Annotated[PersonCommand, Field(discriminator="type")]


class PingFrame(Message):
    """Answer me."""

    n: Number
    type: Literal["ping"]


class MediaTokenFrame(Message):
    """Send `media` again with a fresh token."""

    n: Number
    type: Literal["media_token"]


ClientFrame = Annotated[CommandFrame | PingFrame | MediaTokenFrame, Field(discriminator="type")]
"""What a client sends. `n` counts 1, 2, 3… within one connection."""


class EventMessage(Message):
    """An event of the ledger: it happened and has been put into effect."""

    type: Literal["event"] = "event"
    seq: int
    at: datetime
    by: Annotated[Actor, Field(discriminator="kind")]
    event: Annotated[Event, Field(discriminator="type")]


class Welcome(Message):
    """The first message. `state`: the hearing after event `seq`.

    `missed`: the events after the `after` of the address up to `seq`, at most 1000.
    """

    type: Literal["welcome"] = "welcome"
    protocol: Literal[1] = 1
    seat: SeatId
    hearing: HearingId
    seq: int
    state: HearingState
    missed: tuple[EventMessage, ...] = ()


class Media(Message):
    """Where this device's camera and microphone belong; all null: nowhere, leave the room.

    `token`: LiveKit's, good for joining within 10 minutes; ask again by `media_token`.
    """

    type: Literal["media"] = "media"
    room: str | None
    url: str | None
    token: str | None = Field(repr=False)
    identity: str | None


class Accepted(Message):
    """The command is in the ledger. `seq`: of its last event.

    Its events come as `event` messages, before or after this one, once they are in effect.
    """

    type: Literal["accepted"] = "accepted"
    command: str
    seq: int


class Refused(Message):
    """A frame or command was refused and changed nothing.

    `command`: its id, where the frame had one; `n`: the frame's number, where it was read.
    """

    type: Literal["refused"] = "refused"
    command: str | None
    n: int | None
    code: str
    vi: str
    en: str


class Pong(Message):
    """The answer to `ping`, with its `n`."""

    type: Literal["pong"] = "pong"
    n: int


class Closing(Message):
    """The last message before the server closes the socket, with the reason."""

    type: Literal["closing"] = "closing"
    code: str
    vi: str
    en: str


class Alarm(Message):
    """Something that stands in the hearing's way now."""

    code: str
    vi: str
    en: str


class Alarms(Message):
    """All that stands in the hearing's way now: the whole list at each change, empty once it
    is over; nothing while there was none. These are no rows of the ledger: one of them says
    that it cannot be written."""

    type: Literal["alarms"] = "alarms"
    alarms: tuple[Alarm, ...]


class TransferCode(Message):
    """The answer to `issue_transfer`, to the asker's socket alone, after `accepted`.

    Told to the person in the seat, it opens the seat once in another browser until
    `expires_at`; five wrong tries end it, and so does the next code for the same seat.
    """

    type: Literal["transfer_code"] = "transfer_code"
    command: str
    seat: SeatId
    code: str = Field(repr=False)
    expires_at: datetime


ServerMessage = Annotated[
    Welcome
    | Media
    | EventMessage
    | Accepted
    | Refused
    | Pong
    | Closing
    | Alarms
    | TransferCode,
    Field(discriminator="type"),
]
"""What the server sends."""

CLIENT_FRAME: TypeAdapter[ClientFrame] = TypeAdapter(ClientFrame)
SERVER_MESSAGE: TypeAdapter[ServerMessage] = TypeAdapter(ServerMessage)


def schema() -> dict[str, object]:
    """JSON Schema (2020-12) with `ClientFrame` and `ServerMessage` and all they hold."""
    validation: JsonSchemaMode = "validation"
    serialization: JsonSchemaMode = "serialization"
    roots, shared = TypeAdapter.json_schemas(
        [
            ("ClientFrame", validation, CLIENT_FRAME),
            ("ServerMessage", serialization, SERVER_MESSAGE),
        ],
        title="Protocol",
    )
    named = {name: {"title": name, **root} for (name, _mode), root in roots.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Protocol",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "client": {"$ref": "#/$defs/ClientFrame"},
            "server": {"$ref": "#/$defs/ServerMessage"},
        },
        "required": ["client", "server"],
        "$defs": {**{k: _tidy(v) for k, v in shared["$defs"].items()}, **named},
    }


def _tidy(definition: dict[str, Any]) -> dict[str, Any]:
    """What the type generator needs: discriminators required, no title on each property."""
    if "properties" not in definition:
        return definition
    fields = {
        name: {key: value for key, value in field.items() if key != "title"}
        for name, field in definition["properties"].items()
    }
    tags = {name for name, field in fields.items() if "const" in field}
    required = sorted(tags.union(definition.get("required", ())))
    return {**definition, "properties": fields, "required": required}


def main(arguments: list[str]) -> int:
    """`schema` prints the schema; anything else says how to use it."""
    if arguments != ["schema"]:
        sys.stderr.write("usage: python -m signaling.court.protocol schema\n")
        return 2
    sys.stdout.write(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
