"""Whose picture everybody must have, however narrow their way: said to the relay by an
attribute of the participant's token, so that the relay need not know who anybody is."""

from collections.abc import Mapping
from typing import Final

from hearing.ids import DeviceId
from hearing.roles import Role
from hearing.state import HearingState, seated
from media.congestion.allocate import KEPT

MUST_BE_SEEN: Final = frozenset({Role.PRESIDING_JUDGE, Role.ACCUSED, Role.INTERPRETER})
"""Interpreters all of them: of sign language nothing else is left."""


def attributes(state: HearingState, device: DeviceId) -> Mapping[str, str]:
    """The attributes of the device's participant: one word, if one of those sits there."""
    must = any(one.role in MUST_BE_SEEN for one in seated(state, device))
    return {KEPT: "always"} if must else {}
