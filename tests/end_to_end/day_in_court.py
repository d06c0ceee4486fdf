"""The day in court: opening, identity check, admission, session, recess, a move, the end."""

import re

from hearing.roles import Role
from signaling.app.demo import cast
from tests.end_to_end.browser import until
from tests.end_to_end.looking import SCREENS, look
from tests.end_to_end.participant import Participant
from tests.end_to_end.small_day import (
    ACCUSED,
    CLERK,
    COMPANIONS,
    COUNSEL,
    HEARD,
    JUDGE,
    NOTHING,
    OBSERVER,
    OFFICER,
    PROSECUTOR,
    SCREEN,
    Day,
    Sees,
)

_SIX_DIGITS = re.compile(r"^\d{3} \d{3}$")
PARTIES = (JUDGE, CLERK, PROSECUTOR, COUNSEL, OBSERVER, SCREEN)
"""Whose pages bring sound; companions only have the desk."""


def the_judge_opens_the_room(day: Day) -> None:
    """Bench, clerk and gallery are in; the others wait, and hear nothing."""
    judge, clerk, counsel = (day.people[role] for role in (JUDGE, CLERK, COUNSEL))
    counsel.reads("waiting.title")
    look(judge.page, "11-not-open")
    judge.presses("desk.open_hearing")
    clerk.reads("status.open")
    day.perceive((JUDGE,), {CLERK: day.both(CLERK), COUNSEL: NOTHING, SCREEN: NOTHING})
    clerk.sees(day.name(COUNSEL))
    look(clerk.page, "12-clerk-arrivals")


def the_clerk_checks_identities(day: Day) -> None:
    """In private: the clerk and the called person, whom nobody else sees or hears."""
    clerk, counsel = day.people[CLERK], day.people[COUNSEL]
    clerk.presses("court.lobby.call_of", name=day.name(COUNSEL))
    counsel.reads("reception.title")
    day.perceive((COUNSEL,), {CLERK: day.both(CLERK)})
    day.perceive((CLERK,), {COUNSEL: day.both(COUNSEL), JUDGE: NOTHING})
    day.perceive((JUDGE, OBSERVER), {CLERK: NOTHING, COUNSEL: NOTHING})
    look(clerk.page, "13-reception-clerk")
    clerk.presses("court.reception.identified")
    counsel.reads("waiting.title")
    day.perceive((JUDGE,), {CLERK: day.both(CLERK)})


def the_clerk_admits(day: Day) -> None:
    """One person, and then a whole point at once."""
    clerk = day.people[CLERK]
    clerk.presses("court.lobby.admit_of", name=day.name(COUNSEL))
    clerk.presses("court.lobby.admit_of", name=day.name(PROSECUTOR))
    clerk.presses("court.lobby.admit_point_of", name=cast.DETENTION)
    day.perceive(PARTIES, everybody(day))


def everybody(day: Day) -> dict[Role, Sees]:
    """Everybody is seen, and heard but for the companions beside the screen."""
    heard = {role: day.both(role) for role in HEARD}
    return heard | {role: day.seen(role) for role in COMPANIONS}


def the_session_is_recorded(day: Day) -> None:
    """All are told; each page shows all the others."""
    judge, accused = day.people[JUDGE], day.people[ACCUSED]
    judge.presses("desk.start_session")
    for somebody in day.people.values():
        somebody.reads("recording.recording")
    day.perceive(COMPANIONS, {role: day.seen(role) for role in (JUDGE, COUNSEL)})
    accused.reads("court.unheard.companion")
    for role, name in (
        (JUDGE, "15-court-judge"),
        (CLERK, "16-court-clerk"),
        (COUNSEL, "17-court-party"),
        (ACCUSED, "18-court-companion"),
        (OBSERVER, "19-court-observer"),
    ):
        look(day.people[role].page, name)
    look(day.people[SCREEN].page, "20-court-screen", SCREENS)


def somebody_is_muted(day: Day) -> None:
    """The judge takes the prosecutor's word and gives it back; counsel mutes themselves."""
    judge, prosecutor, counsel = (day.people[role] for role in (JUDGE, PROSECUTOR, COUNSEL))
    judge.presses("desk.hold_floor_of", name=day.name(PROSECUTOR))
    prosecutor.reads("own.why.held")
    day.perceive((JUDGE, COUNSEL, SCREEN), {PROSECUTOR: day.seen(PROSECUTOR)})
    look(prosecutor.page, "21-held")
    judge.presses("desk.give_floor_of", name=day.name(PROSECUTOR))
    day.perceive((JUDGE, COUNSEL, SCREEN), {PROSECUTOR: day.both(PROSECUTOR)})
    counsel.page.keyboard.press("Control+d")
    counsel.reads("own.why.muted")
    day.perceive((JUDGE, SCREEN), {COUNSEL: day.seen(COUNSEL)})
    counsel.page.keyboard.press("Control+d")
    day.perceive((JUDGE, SCREEN), {COUNSEL: day.both(COUNSEL)})


def somebody_is_sent_back_and_admitted_again(day: Day) -> None:
    """Counsel waits again, told why, with nothing of the courtroom; and comes back."""
    clerk, counsel = day.people[CLERK], day.people[COUNSEL]
    name, reason = day.name(COUNSEL), "Trao đổi riêng / a private word"
    _asks_to_send_back(clerk, name)
    look(clerk.page, "22-return-dialog", ("1440",))
    clerk.page.get_by_role("alertdialog").get_by_role("textbox").fill(reason)
    clerk.confirms("court.inside.return")
    counsel.reads("waiting.returned", reason=reason)
    day.perceive((COUNSEL,), {JUDGE: NOTHING, SCREEN: NOTHING})
    day.perceive((JUDGE,), {COUNSEL: NOTHING})
    look(counsel.page, "23-waiting-returned")
    clerk.presses("court.lobby.admit_of", name=name)
    day.perceive((JUDGE, SCREEN), {COUNSEL: day.both(COUNSEL)})
    day.perceive((COUNSEL,), {JUDGE: day.both(JUDGE), SCREEN: day.both(SCREEN)})


def _asks_to_send_back(clerk: Participant, name: str) -> None:
    others(clerk, name)
    clerk.presses("court.inside.return_of", name=name)


def others(clerk: Participant, name: str) -> None:
    """Open what is seldom done about the people of this name."""
    clerk.page.get_by_label(clerk.words("court.desk.others", name=name)).click()


def the_point_calls_for_help(day: Day) -> None:
    """One of the screen's three buttons, and the clerk's answer."""
    wall, clerk = day.people[SCREEN], day.people[CLERK]
    wall.presses("court.wall.cannot_hear")
    clerk.reads("court.calls.cannot_hear")
    look(wall.page, "24-screen-calls", SCREENS)
    answer = re.compile(clerk.words("court.calls.answer_of", name=".+"))
    clerk.page.get_by_role("button", name=answer).click()
    clerk.reads_no_more("court.calls.cannot_hear")


def nothing_is_recorded_in_a_recess(day: Day) -> None:
    """All are told at once; what the record then holds, the record page says."""
    judge = day.people[JUDGE]
    judge.presses("desk.recess")
    for somebody in day.people.values():
        somebody.reads("recording.paused")
    look(day.people[COUNSEL].page, "25-recess")
    look(day.people[SCREEN].page, "26-recess-screen", SCREENS)
    judge.presses("desk.resume")
    for somebody in day.people.values():
        somebody.reads("recording.recording")
    day.perceive((JUDGE, COUNSEL, SCREEN), everybody(day))


def counsel_moves_to_another_device(day: Day) -> None:
    """By the clerk's code: the phone has the seat, the tab has it no more."""
    clerk, counsel = day.people[CLERK], day.people[COUNSEL]
    others(clerk, day.name(COUNSEL))
    clerk.presses("court.inside.transfer_of", name=day.name(COUNSEL))
    clerk.reads("court.transfer.once")
    look(clerk.page, "27-transfer-code")
    code = clerk.page.get_by_text(_SIX_DIGITS).inner_text()
    clerk.presses("court.transfer.done")
    phone = day.tabs.phone(day.signs[COUNSEL])
    phone.page.goto(day.demo.links[COUNSEL])
    phone.page.get_by_label(phone.words("lobby.transfer.code")).fill(code)
    phone.presses("lobby.transfer.move")
    counsel.reads("waiting.moved.title")
    day.perceive((JUDGE, SCREEN), {COUNSEL: day.both(COUNSEL)})
    until(
        lambda: phone.perceives(day.devices[JUDGE]) == day.both(JUDGE), 45,
        "the phone gets the judge",
    )  # fmt: skip
    look(phone.page, "30-court-phone", ("390",))


def the_judge_closes(day: Day) -> None:
    """Asked once, in a sentence; then everybody is out and the record is sealed."""
    judge = day.people[JUDGE]
    judge.presses("desk.close_hearing")
    judge.presses("desk.close_confirm")
    for role in (JUDGE, CLERK, PROSECUTOR, ACCUSED, OFFICER, OBSERVER, SCREEN):
        day.people[role].reads("status.closed")
    look(day.people[SCREEN].page, "33-closed-screen", SCREENS)
