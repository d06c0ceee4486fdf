"""A small court's day: its people at their tabs, the point's screen, where each stands."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Playwright

from hearing.roles import Role
from signaling.app.demo import cast
from signaling.app.settings import load
from signaling.rehearsal.signs import SIGNS, Sign
from tests.end_to_end.browser import until
from tests.end_to_end.demonstration import Demonstration, demonstration
from tests.end_to_end.fake_devices import FakeDevice
from tests.end_to_end.participant import Participant, participant
from tests.end_to_end.tabs import Tabs, one_browser

JUDGE, CLERK, PROSECUTOR = Role.PRESIDING_JUDGE, Role.CLERK, Role.PROSECUTOR
ACCUSED, OFFICER = Role.ACCUSED, Role.CUSTODY_OFFICER
COUNSEL, OBSERVER = Role.DEFENCE_COUNSEL, Role.OBSERVER
SCREEN = Role.ROOM_DEVICE
"""The detention centre's room device, among the roles as its page has a seat of that role."""
COMPANIONS = (ACCUSED, OFFICER)
"""They sit beside the screen with devices of their own, which must be silent."""
ENGLISH = (CLERK, PROSECUTOR, OFFICER, OBSERVER)
"""Their pages are in English, the others' in Vietnamese: each of a kind is held in both."""
HEARD = (JUDGE, CLERK, PROSECUTOR, COUNSEL, SCREEN)

Sees = tuple[Sign | None, Sign | None]


@dataclass(frozen=True, slots=True)
class Day:
    """devices: the id of each one's device. people: their pages, the screen's included."""

    demo: Demonstration
    tabs: Tabs
    people: Mapping[Role, Participant]
    signs: Mapping[Role, Sign]
    devices: Mapping[Role, str]

    def name(self, role: Role) -> str:
        """What the pages call who has a device of their own."""
        return next(part.name for part in cast.CAST if part.role is role)

    def perceive(
        self, viewers: Iterable[Role], expected: Mapping[Role, Sees], within_s: float = 90
    ) -> None:
        """Wait until each viewer gets from each other device just the colour and tone that is
        expected of it. Raises AssertionError."""
        for viewer in viewers:
            others = {role: sees for role, sees in expected.items() if role is not viewer}
            self._perceives(viewer, others, within_s)

    def _perceives(self, viewer: Role, expected: Mapping[Role, Sees], within_s: float) -> None:
        found: dict[Role, Sees] = {}

        def as_expected() -> bool:
            measured = self.people[viewer].perceives_all()
            found.update({role: measured.get(self.devices[role], NOTHING) for role in expected})
            return found == expected

        try:
            until(as_expected, within_s, f"what {viewer} gets")
        except AssertionError as error:
            wrong = {role: sees for role, sees in found.items() if sees != expected[role]}
            raise AssertionError(f"{error}: {wrong}") from None

    def both(self, role: Role) -> Sees:
        """Seen and heard."""
        return (self.signs[role], self.signs[role])

    def seen(self, role: Role) -> Sees:
        """Seen, not heard."""
        return (self.signs[role], None)


NOTHING: Sees = (None, None)


@contextmanager
def small_day(
    playwright: Playwright, chromium: Path, screen: FakeDevice, folder: Path
) -> Iterator[Day]:
    """The demo with an empty tab for each of its people, and a browser at the point."""
    with ExitStack() as opened:
        demo = opened.enter_context(demonstration(folder))
        tabs = opened.enter_context(one_browser(playwright, chromium, "vi"))
        wall = opened.enter_context(participant(playwright, chromium, screen, "vi"))
        signs = dict(zip(demo.links, SIGNS, strict=False))
        people = {
            role: tabs.tab(sign, "en" if role in ENGLISH else "vi")
            for role, sign in signs.items()
        }
        yield Day(
            demo,
            tabs,
            {**people, SCREEN: wall},
            {**signs, SCREEN: screen.sign},
            _devices(demo),
        )


def _devices(demo: Demonstration) -> dict[Role, str]:
    """Asked as the installation's operator asks."""
    port = urlsplit(demo.url).port
    assert port is not None
    token = load(Path(demo.data_dir), port).admin_token
    answer = httpx.get(
        f"{demo.url}/api/v1/hearings/{demo.hearing}",
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )
    told: dict[str, Any] = answer.raise_for_status().json()
    points = {point["name"]: point["id"] for point in told["points"]}
    rooms = {one["point"]: one["id"] for one in told["devices"] if one["kind"] == "room"}
    own = {Role(seat["role"]): seat["device"] for seat in told["seats"]}
    return {role: own[role] for role in demo.links} | {SCREEN: rooms[points[cast.DETENTION]]}
