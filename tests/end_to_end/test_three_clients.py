"""Two browsers and a client from PyPI in one hearing: all see and hear each other truly."""

import pytest

from hearing.roles import Role
from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.booking import Registrar
from tests.end_to_end.browser import Person, until
from tests.end_to_end.conftest import NewPerson
from tests.end_to_end.installation import Installation
from tests.end_to_end.python_party import python_party

pytestmark = [pytest.mark.browser, pytest.mark.slow]

JUDGE, COUNSEL, ACCUSED = SIGNS[:3]


def test_each_sees_the_colour_and_hears_the_tone_of_each_other(
    installation: Installation, registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book((Role.PRESIDING_JUDGE, Role.DEFENCE_COUNSEL, Role.ACCUSED))
    judge: Person = new_person(JUDGE)
    counsel: Person = new_person(COUNSEL)
    judge.join(hearing.links[Role.PRESIDING_JUDGE], raw_sound=True)
    counsel.join(hearing.links[Role.DEFENCE_COUNSEL], raw_sound=True)
    with python_party(installation, hearing.links[Role.ACCUSED], ACCUSED) as accused:
        judge.press("Mở phòng")
        for somebody, others in (
            (judge, {Role.DEFENCE_COUNSEL: COUNSEL, Role.ACCUSED: ACCUSED}),
            (counsel, {Role.PRESIDING_JUDGE: JUDGE, Role.ACCUSED: ACCUSED}),
        ):
            for role, sign in others.items():
                device = hearing.devices[role]
                until(
                    lambda who=somebody, device=device, sign=sign: (  # type: ignore[misc]
                        who.perceives(device) == (sign, sign)
                    ),
                    within_s=45,
                    what=f"a page perceives the {role}",
                )
        for role, sign in {Role.PRESIDING_JUDGE: JUDGE, Role.DEFENCE_COUNSEL: COUNSEL}.items():
            device = hearing.devices[role]
            until(
                lambda device=device, sign=sign: accused.perceives(device, sign),  # type: ignore[misc]
                within_s=30,
                what=f"the client from PyPI perceives the {role}",
            )
        judge.press("Khai mạc")
        counsel.sees("Đang ghi âm, ghi hình")
