"""The recorder link's messages: what the hearing server wants, what the recorder does.

The server says the whole desired state each time, so that a message twice, or after a loss of
the connection, changes nothing. JSON text frames; both ends of the link parse with these.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

LARGEST = 1 << 20
"""Bytes of the largest message either end takes."""

Hex32 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Hearing = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,64}$")]  # also the name of a folder
Wanted = Literal["ready", "recording", "paused", "closed", "released"]
"""`ready`: be in the room and keep nothing; `released`: leave it, there was nothing to keep."""
State = Literal["starting", "ready", "recording", "paused", "closed", "failed"]


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ledger(_Message):
    """A row of the hearing's ledger; hash: hex."""

    seq: Annotated[int, Field(ge=0)]
    hash: Hex32


class Want(_Message):
    """What must be so from ledger row `ledger` on, and how to reach the room meanwhile.

    at: when that was decided. by: who ordered it, without names. devices: device → role.
    """

    type: Literal["want"] = "want"
    hearing: Hearing
    state: Wanted
    ledger: Ledger
    at: datetime
    reason: str
    by: str
    url: str
    token: str
    devices: dict[str, str]


class Certificate(_Message):
    """The certificate for a part's key. certificate: the text of its file."""

    type: Literal["certificate"] = "certificate"
    hearing: Hearing
    part: Annotated[int, Field(ge=0)]
    certificate: str


class Hello(_Message):
    """The recorder's first message."""

    type: Literal["hello"] = "hello"
    name: str


class Certify(_Message):
    """Asks for a certificate for the key of a part that is about to begin."""

    type: Literal["certify"] = "certify"
    hearing: Hearing
    part: Annotated[int, Field(ge=0)]
    public_key: Hex32


class Status(_Message):
    """What the recorder does for a hearing; sent at each change and once a second.

    blocks: durable ones of this part; head: the last one's link, hex. ledger_seq: the row
    whose order is obeyed. error: a code, when it failed.
    """

    type: Literal["status"] = "status"
    hearing: Hearing
    part: int
    state: State
    at: datetime
    blocks: int = 0
    head: str = ""
    tracks: int = 0
    ledger_seq: int = 0
    error: str | None = None


FromServer = Annotated[Want | Certificate, Field(discriminator="type")]
FromRecorder = Annotated[Hello | Certify | Status, Field(discriminator="type")]

from_server: TypeAdapter[Want | Certificate] = TypeAdapter(FromServer)
from_recorder: TypeAdapter[Hello | Certify | Status] = TypeAdapter(FromRecorder)
