"""A court's listing desk: what it has booked, and a registrar signed in at its pages."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pyotp import TOTP

from tests.end_to_end.booking import Registrar
from tests.end_to_end.browser import Person
from tests.end_to_end.installation import Installation
from tests.end_to_end.looking import look

JUDGE = "Trần Thị Minh Mẫu"
COUNSEL = "Vũ Ngọc Mẫu"
LANGUAGES = {"en": "English", "vi": "Tiếng Việt"}


@dataclass(frozen=True, slots=True)
class Desk:
    """A court with a courtroom, and a judge who sits from nine to ten and from two to three.

    morning, afternoon: the cases' numbers. hearing: the morning's id. waiting: a case that
    nobody has booked.
    """

    court: str
    day: str
    morning: str
    afternoon: str
    hearing: str
    waiting: str


def listing_desk(registrar: Registrar) -> Desk:
    """On a Wednesday that nobody's clock is near."""
    mark = secrets.token_hex(3).upper()
    court = registrar.post("courts", name=f"Tòa án {mark}", zone="Asia/Ho_Chi_Minh")["id"]
    room = registrar.post("points", court=court, name="Phòng 1", kind="central")["id"]
    judge = registrar.post("people", court=court, name=JUDGE)["id"]
    registrar.post("people", court=court, name=COUNSEL)
    today = datetime.now(UTC).date()
    day = (today + timedelta(days=9 - today.weekday())).isoformat()
    numbers = [f"{n}/2026/{mark}-HS" for n in (1, 2)]
    ids: list[str] = []
    for number, hour in zip(numbers, (9, 14), strict=True):
        case = registrar.post(
            "cases", court=court, number=number, type="criminal", title="Vụ án mô phỏng"
        )
        booked = registrar.post(
            "hearings",
            court=court,
            case=case["id"],
            starts_at=f"{day}T{hour:02}:00:00+07:00",
            ends_at=f"{day}T{hour + 1:02}:00:00+07:00",
            points=[room],
            devices=[{"key": "bench", "kind": "room", "point": room}],
            seats=[{"person": judge, "role": "presiding_judge", "device": "bench"}],
            attestation={"document": number},
        )
        registrar.post(f"hearings/{booked['id']}/schedule")
        ids.append(booked["id"])
    waiting = f"3/2026/{mark}-DS"
    registrar.post("cases", court=court, number=waiting, type="civil", title="Tranh chấp mẫu")
    return Desk(court, day, numbers[0], numbers[1], ids[0], waiting)


def sign_in(
    somebody: Person, installation: Installation, registrar: Registrar, desk: Desk
) -> None:
    """By the page's own routes; the pages of signing in have rulings of their own."""
    user, password = f"lich-{secrets.token_hex(3)}", secrets.token_urlsafe(12)
    offices = [{"role": "registrar", "court": desk.court}]
    registrar.post("staff", user=user, name="Mai Mẫu", password=password, roles=offices)
    ask = somebody.page.context.request
    url, headers = f"{installation.url}/api/v1/sign-in", {"Origin": installation.url}
    asked: dict[str, str | None] = {"user": user, "password": password, "code": None}
    due = ask.post(url, data=asked, headers=headers).json()
    asked["code"] = TOTP(due["secret"]).now()
    assert ask.post(url, data=asked, headers=headers).ok


def look_twice(somebody: Person, name: str) -> None:
    """In both languages, Vietnamese last."""
    for language, own_name in LANGUAGES.items():
        somebody.speaks(own_name)
        somebody.page.wait_for_function(f"() => document.documentElement.lang === '{language}'")
        look(somebody.page, name)
