"""The day's first hour: each opens a link, tries camera, microphone and network, and joins."""

import re

from hearing.roles import Role
from signaling.app.demo import cast
from tests.end_to_end.browser import until
from tests.end_to_end.looking import look
from tests.end_to_end.participant import Participant
from tests.end_to_end.small_day import (
    CLERK,
    COMPANIONS,
    COUNSEL,
    JUDGE,
    OBSERVER,
    PROSECUTOR,
    SCREEN,
    Day,
)

_WORTHS = ("good", "poor", "bad")


def everybody_arrives(day: Day) -> None:
    """Each at their own page, the judge first; no link is used before "Join"."""
    judge, wall = day.people[JUDGE], day.people[SCREEN]
    judge.page.goto(day.demo.url)
    judge.reads("landing.title")
    for role, link in day.demo.links.items():
        day.people[role].page.goto(link)
    wall.page.goto(day.demo.devices[cast.DETENTION])
    _the_screen_is_made_ready(day)
    _tries_everything(day)
    for role in (JUDGE, CLERK, PROSECUTOR):
        _turns_on(day, role)
        _joins(day.people[role])
    for role in COMPANIONS:
        _turns_on(day, role)
        day.people[role].ticks("lobby.devices.beside")
        _joins(day.people[role])
    _watches(day.people[OBSERVER])


def _turns_on(day: Day, role: Role) -> None:
    """Sees and hears oneself, and nobody else's camera."""
    somebody = day.people[role]
    somebody.presses("join.allow")
    somebody.page.get_by_role("meter").wait_for()
    sign = day.signs[role]
    until(lambda: somebody.own_picture() == sign, 20, f"the {role} sees their own picture")


def _tries_everything(day: Day) -> None:
    """Counsel takes every step; tests/end_to_end/test_lobby.py looks at each."""
    counsel = day.people[COUNSEL]
    counsel.reads("lobby.devices.title")
    look(counsel.page, "02-lobby-before")
    _turns_on(day, COUNSEL)
    counsel.presses("lobby.next")
    counsel.presses("lobby.replay.record")
    counsel.reads("lobby.replay.ask")
    counsel.presses("lobby.replay.yes")
    counsel.presses("lobby.next")
    measured = [counsel.words(f"lobby.network.worth.{worth}") for worth in _WORTHS]
    counsel.page.get_by_text(re.compile("|".join(measured))).first.wait_for()
    counsel.presses("lobby.next")
    counsel.reads("lobby.ready.heard")
    counsel.enters()


def _the_screen_is_made_ready(day: Day) -> None:
    """The point's device, with the fake camera and microphone of a browser of its own."""
    wall = day.people[SCREEN]
    wall.reads("lobby.screen")
    _turns_on(day, SCREEN)
    wall.ticks("join.processing")
    _joins(wall)


def _joins(somebody: Participant) -> None:
    somebody.presses("lobby.last")
    somebody.enters()


def _watches(observer: Participant) -> None:
    observer.reads("lobby.age.title")
    observer.presses("lobby.age.yes")
    observer.presses("lobby.next")
    observer.enters()
