"""Hearings for tests, booked through REST as a registrar would."""

import secrets
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from hearing.roles import Role
from tests.end_to_end.installation import Installation

TITLE = "Vụ án hình sự sơ thẩm số 12/2026/TLST-HS (mô phỏng)"
NAMES = {
    Role.PRESIDING_JUDGE: "Trần Thị Minh Mẫu",
    Role.CLERK: "Phạm Thu Mẫu",
    Role.PROSECUTOR: "Nguyễn Quốc Mẫu",
    Role.ACCUSED: "Lê Văn Mẫu",
    Role.DEFENCE_COUNSEL: "Vũ Ngọc Mẫu",
    Role.CUSTODY_OFFICER: "Đỗ Hữu Mẫu",
    Role.OBSERVER: "Hoàng Anh Mẫu",
}
"""Nobody real: "Mẫu" means specimen."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """A scheduled hearing with, by role, the personal link, the seat and the device."""

    id: str
    links: dict[Role, str]
    link_ids: dict[Role, str]
    seats: dict[Role, str]
    devices: dict[Role, str]


PRISON = "Trại tạm giam Mẫu"
DOCK = "dock"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a hearing is held. screen: its courtroom has a device of its own, with nobody booked
    at it. detained: who sits at the one room device of the prison `PRISON`. addressed: whom
    mail reaches, at ROLE@mau.example."""

    admission: str = "open"
    screen: bool = False
    detained: frozenset[Role] = frozenset()
    addressed: frozenset[Role] = frozenset()

    def device(self, role: Role) -> str:
        """The key of the device at which `role` sits."""
        return DOCK if role in self.detained else role.value

    def reached(self, role: Role) -> dict[str, str]:
        """Where `role` gets mail."""
        return {"email": f"{role.value}@mau.example"} if role in self.addressed else {}


class Registrar:
    """The staff of an installation. Every refusal is an httpx.HTTPStatusError."""

    def __init__(self, at: Installation, trust: ssl.SSLContext | bool = True) -> None:
        headers = {"Authorization": f"Bearer {at.token}"}
        base = f"{at.url}/api/v1/"
        self._api = httpx.Client(base_url=base, headers=headers, timeout=30, verify=trust)

    def close(self) -> None:
        """Let go of the connection."""
        self._api.close()

    def book(
        self, roles: Sequence[Role], setting: Setting = Setting(), /, **validity: str
    ) -> Hearing:
        """A scheduled hearing from now on; `validity`: valid_from, valid_to of its links."""
        mark = secrets.token_hex(4)
        court = self._made("courts", name=f"Tòa án {mark}", zone="Asia/Ho_Chi_Minh")
        people = {
            role: self._made("people", court=court, name=NAMES[role], **setting.reached(role))
            for role in roles
        }
        wish = self._booking(court, people, mark, setting)
        booked = self.post("hearings", **wish, admission=setting.admission)
        self.post(f"hearings/{booked['id']}/schedule")
        links = self.post(f"hearings/{booked['id']}/links", seats=None, **validity)["links"]
        by_seat = {link["seat"]: link for link in links}
        seat_of = {Role(seat["role"]): seat["id"] for seat in booked["seats"]}
        device_of = {device["key"]: device["id"] for device in booked["devices"]}
        return Hearing(
            booked["id"],
            links={role: by_seat[seat]["url"] for role, seat in seat_of.items()},
            link_ids={role: by_seat[seat]["id"] for role, seat in seat_of.items()},
            seats=seat_of,
            devices={role: device_of[setting.device(role)] for role in seat_of},
        )

    def link_states(self, hearing: Hearing) -> dict[Role, str]:
        """The state of each role's link."""
        answer = self._api.get(f"hearings/{hearing.id}/links").raise_for_status()
        told = {link["id"]: link["state"] for link in answer.json()["links"]}
        return {role: told[link] for role, link in hearing.link_ids.items()}

    def account(self, user: str, name: str, role: str, hearing: Hearing | None) -> str:
        """The password of a new account: of the hearing's court, or of the installation. Who
        has a seat in that role belongs to it."""
        court, people = None, []
        if hearing is not None:
            told = self._api.get(f"hearings/{hearing.id}").raise_for_status().json()
            court = told["court"]
            people = [seat["person"] for seat in told["seats"] if seat["role"] == role]
        password = secrets.token_urlsafe(12)
        offices = [{"role": role, "court": court}]
        self.post(
            "staff", user=user, name=name, password=password, roles=offices, people=people
        )
        return password

    def waiting(self, hearing: Hearing, *numbers: str) -> None:
        """Cases of the hearing's court that have none yet."""
        told = self._api.get(f"hearings/{hearing.id}").raise_for_status().json()
        for number in numbers:
            self._made("cases", court=told["court"], number=number, type="civil", title=TITLE)

    def revoke(self, user: str) -> None:
        """End an account everywhere."""
        known = self._api.get("staff").raise_for_status().json()
        which = next(one["id"] for one in known if one["user"] == user)
        self.post(f"staff/{which}/revoke")

    def post(self, path: str, /, **fields: object) -> Any:
        """What the server answered."""
        return self._api.post(path, json=fields).raise_for_status().json()

    def screen_link(self, hearing: Hearing) -> str:
        """The link of a point's own device."""
        url: str = self.post(f"hearings/{hearing.id}/device-links")["links"][0]["url"]
        return url

    def _booking(
        self, court: str, people: dict[Role, str], mark: str, setting: Setting
    ) -> dict[str, object]:
        now = datetime.now(UTC)
        case = self._made("cases", court=court, number=mark, type="criminal", title=TITLE)
        points = [self._made("points", court=court, name=f"Phòng {mark}", kind="central")]
        devices: list[dict[str, str | None]] = [
            {"key": role, "kind": "personal", "point": None}
            for role in people
            if role not in setting.detained
        ]
        if setting.screen:
            devices.append({"key": "screen", "kind": "room", "point": points[0]})
        if setting.detained:
            points.append(self._made("points", court=court, name=PRISON, kind="component"))
            devices.append({"key": DOCK, "kind": "room", "point": points[-1]})
        return {
            "court": court,
            "case": case,
            "title": TITLE,
            "starts_at": now.isoformat(),
            "ends_at": (now + timedelta(hours=2)).isoformat(),
            "attestation": {"document": mark},
            "points": points,
            "devices": devices,
            "seats": [
                {"person": person, "role": role, "device": setting.device(role)}
                for role, person in people.items()
            ],
        }

    def _made(self, kind: str, /, **fields: str) -> str:
        made: str = self.post(kind, **fields)["id"]
        return made
