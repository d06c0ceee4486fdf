"""Who takes part in a rehearsal, with which sign, and for how long. Pure."""

from dataclasses import dataclass
from itertools import chain, count, islice

from hearing.roles import NAMES, Role
from signaling.rehearsal.signs import MOST, SIGNS, Sign

FEWEST = 2
SHORTEST_S = 4.0
LONGEST_S = 86_400.0

_FIRST = (
    Role.PRESIDING_JUDGE,
    Role.CLERK,
    Role.PROSECUTOR,
    Role.ACCUSED,
    Role.DEFENCE_COUNSEL,
)
_FEW = 8  # so many parties can decode a larger picture on two cores


@dataclass(frozen=True, slots=True)
class Camera:
    """What every party's camera sends, in at most `kbits` a second. `restless`: a picture that
    needs them, as a person's does."""

    width: int
    height: int
    fps: int
    kbits: int = 250
    restless: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """One person of the rehearsal. `key`: the role, numbered from the second witness on."""

    key: str
    role: Role
    name: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole rehearsal. In session for `seconds`, half before a recess of `recess_s`."""

    parties: tuple[Party, ...]
    camera: Camera
    seconds: float
    recess_s: float


def plan(parties: int, seconds: float) -> Plan:
    """A rehearsal of `parties` people. Raises ValueError (vi, en) when it cannot be held."""
    if not FEWEST <= parties <= MOST:
        raise ValueError(
            f"Diễn tập cần từ {FEWEST} đến {MOST} người, không phải {parties}. "
            f"A rehearsal takes {FEWEST} to {MOST} parties, not {parties}."
        )
    if not SHORTEST_S <= seconds <= LONGEST_S:  # NaN is neither
        raise ValueError(
            f"Diễn tập dài từ {SHORTEST_S:g} đến {LONGEST_S:g} giây. "
            f"A rehearsal lasts {SHORTEST_S:g} to {LONGEST_S:g} seconds."
        )
    cast = zip(_keys(), SIGNS, strict=False)
    return Plan(
        tuple(_party(key, role, sign) for (key, role), sign in islice(cast, parties)),
        Camera(320, 180, 12) if parties <= _FEW else Camera(160, 96, 6),
        seconds,
        recess_s=min(3.0, seconds / 2),
    )


def _keys() -> "chain[tuple[str, Role]]":
    witnesses = ((f"witness_{n}" if n > 1 else "witness", Role.WITNESS) for n in count(1))
    return chain(((role.value, role) for role in _FIRST), witnesses)


def _party(key: str, role: Role, sign: Sign) -> Party:
    number = key.removeprefix(role.value).lstrip("_")
    return Party(key, role, f"{NAMES[role][0]} {number} (diễn tập)".replace("  ", " "), sign)
