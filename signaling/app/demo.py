"""The demo's hearing: a first-instance criminal case, generated; nobody in it is real."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx

ZONE = "Asia/Ho_Chi_Minh"
COURT = "Tòa án nhân dân khu vực 3 (mô phỏng)"
CENTRAL = "Phòng xử án số 2"
DETENTION = "Trại tạm giam số 1"
CASE = {
    "number": "27/2026/TLST-HS",
    "type": "criminal",
    "title": "Vụ án Lê Văn Mẫu – Trộm cắp tài sản (dữ liệu mô phỏng)",
}
SEATS = {
    "presiding_judge": "Trần Thị Minh Mẫu",
    "clerk": "Phạm Thu Mẫu",
    "prosecutor": "Nguyễn Quốc Mẫu",
    "accused": "Lê Văn Mẫu",
    "custody_officer": "Đỗ Hữu Mẫu",
    "defence_counsel": "Vũ Ngọc Mẫu",
    "observer": "Hoàng Anh Mẫu",
}
"""Name by role, each with a personal device of their own. "Mẫu" means specimen."""
LENGTH = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Booked:
    """The demo's hearing and the personal link of each role."""

    hearing: str
    links: dict[str, str]


async def book(api: httpx.AsyncClient, now: datetime) -> Booked:
    """Book and schedule the demo's hearing through REST. Raises httpx.HTTPStatusError."""
    court = await _make(api, "courts", {"name": COURT, "zone": ZONE})
    points = {
        name: await _make(
            api, "points", {"court": court, "name": name, "kind": kind, "capacity": 1}
        )
        for name, kind in ((CENTRAL, "central"), (DETENTION, "component"))
    }
    people = {
        role: await _make(api, "people", {"court": court, "name": name})
        for role, name in SEATS.items()
    }
    hearing = await _make(
        api,
        "hearings",
        {
            "court": court,
            "case": await _make(api, "cases", {"court": court, **CASE}),
            "title": CASE["title"],
            "starts_at": now.astimezone(UTC).isoformat(),
            "ends_at": (now + LENGTH).astimezone(UTC).isoformat(),
            "points": list(points.values()),
            "devices": [{"key": role, "kind": "personal", "point": None} for role in SEATS],
            "seats": [{"person": people[role], "role": role, "device": role} for role in SEATS],
        },
    )
    await _post(api, f"hearings/{hearing}/schedule", {})
    links = (await _post(api, f"hearings/{hearing}/links", {})).json()["links"]
    urls = {link["role"]: link["url"] for link in links}
    return Booked(hearing, {role: urls[role] for role in SEATS})


async def _make(api: httpx.AsyncClient, kind: str, body: dict[str, object]) -> str:
    made: str = (await _post(api, kind, body)).json()["id"]
    return made


async def _post(api: httpx.AsyncClient, path: str, body: dict[str, object]) -> httpx.Response:
    answer = await api.post(f"/api/v1/{path}", json=body)
    return answer.raise_for_status()
