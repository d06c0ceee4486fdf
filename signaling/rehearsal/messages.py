"""What the conductor and a party's process say to each other: one JSON object a line."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from signaling.rehearsal.signs import Colour


class Line(BaseModel):
    """What all lines share."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(Line):
    """The first line to a party: who it is and what it sends. `token`: of its personal link."""

    do: Literal["part"] = "part"
    url: str
    token: str
    tone_hz: float
    colour: Colour
    width: int
    height: int
    fps: int
    kbits: int = 250
    restless: bool = False


class Join(Line):
    """Press "Join": redeem the link, enter the hearing."""

    do: Literal["join"] = "join"


class Ask(Line):
    """Send this command to the hearing."""

    do: Literal["ask"] = "ask"
    id: str
    command: dict[str, str]


class Leave(Line):
    """Leave the room and end."""

    do: Literal["leave"] = "leave"


Order = Annotated[Part | Join | Ask | Leave, Field(discriminator="do")]
"""From the conductor to a party."""


class Ready(Line):
    """The process stands, nothing is redeemed yet."""

    say: Literal["ready"] = "ready"


class Sends(Line):
    """Camera and microphone are published."""

    say: Literal["sends"] = "sends"


class Entered(Line):
    """The link is redeemed and the hearing socket open."""

    say: Literal["entered"] = "entered"
    seat: str


class Joined(Line):
    """The first remote frame is decoded, `ms` after the link began to be redeemed."""

    say: Literal["joined"] = "joined"
    ms: float


class Answered(Line):
    """What became of a command: a refusal's code, or none."""

    say: Literal["answered"] = "answered"
    id: str
    refused: str | None


class Observed(Line):
    """What was decoded of one device since the last such line, at `at` of the machine's clock.

    `colours`: the mean colour of each decoded frame's middle, `tones`: the strongest tone of
    each tenth of a second in Hz, 0 where there was no clear one.
    """

    say: Literal["observed"] = "observed"
    at: float
    device: str
    colours: tuple[Colour, ...]
    tones: tuple[float, ...]


class Failed(Line):
    """The party cannot go on; `why` is for people, without names and tokens."""

    say: Literal["failed"] = "failed"
    why: str


class Troubled(Line):
    """Something broke that the party survives; the rehearsal has failed all the same."""

    say: Literal["troubled"] = "troubled"
    why: str


Report = Annotated[
    Ready | Entered | Sends | Joined | Answered | Observed | Failed | Troubled,
    Field(discriminator="say"),
]
"""From a party to the conductor."""

ORDER: TypeAdapter[Order] = TypeAdapter(Order)
REPORT: TypeAdapter[Report] = TypeAdapter(Report)
