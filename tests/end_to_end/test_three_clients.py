"""Two browsers and a client from PyPI in one hearing: all see and hear each other truly."""

from collections.abc import Callable

import pytest

from hearing.roles import Role
from signaling.rehearsal.signs import SIGNS, Sign
from tests.end_to_end.booking import Hearing, Registrar
from tests.end_to_end.browser import Person, until
from tests.end_to_end.conftest import NewPerson
from tests.end_to_end.installation import Installation
from tests.end_to_end.python_party import PythonParty, python_party

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIGN_OF = dict(
    zip((Role.PRESIDING_JUDGE, Role.DEFENCE_COUNSEL, Role.ACCUSED), SIGNS, strict=False)
)


def test_each_sees_the_colour_and_hears_the_tone_of_each_other(
    installation: Installation, registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book(tuple(SIGN_OF))
    pages = {
        role: _joined(new_person, hearing, role)
        for role in (Role.PRESIDING_JUDGE, Role.DEFENCE_COUNSEL)
    }
    judge, counsel = pages.values()
    link = hearing.links[Role.ACCUSED]
    with python_party(installation, link, SIGN_OF[Role.ACCUSED]) as accused:
        judge.press("Mở phòng")
        for viewer, page in pages.items():
            for role, sign in SIGN_OF.items():
                if role is not viewer:
                    seen = _in_page(page, hearing.devices[role], sign)
                    until(seen, 45, f"the {viewer}'s page perceives the {role}")
        for role in pages:
            seen = _in_python(accused, hearing.devices[role], SIGN_OF[role])
            until(seen, 30, f"the client from PyPI perceives the {role}")
        judge.press("Khai mạc")
        counsel.sees("Đang ghi âm, ghi hình")


def _joined(new_person: NewPerson, hearing: Hearing, role: Role) -> Person:
    somebody: Person = new_person(SIGN_OF[role])
    somebody.join(hearing.links[role], raw_sound=True)
    return somebody


def _in_page(page: Person, device: str, sign: Sign) -> Callable[[], bool]:
    return lambda: page.perceives(device) == (sign, sign)


def _in_python(party: PythonParty, device: str, sign: Sign) -> Callable[[], bool]:
    return lambda: party.perceives(device, sign)
