"""The demo's case and people: a first-instance criminal hearing, generated; nobody is real.

"Mẫu" means specimen: no name here is anybody's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hearing.roles import Role
from signaling.accounts.rights import Office

ZONE = "Asia/Ho_Chi_Minh"
COURT = "Tòa án nhân dân khu vực 3 (mô phỏng)"
CENTRAL = "Phòng xử án số 2"
DETENTION = "Trại tạm giam số 1"
POINTS: Mapping[str, str] = {CENTRAL: "central", DETENTION: "component"}
"""Kind by name; each has one room device."""
REMOTE = ("từ xa, theo quyết định của chủ tọa", "remote, by the presiding judge's order")
ELSEWHERE = ("từ xa", "remote")
BY_ORDER = frozenset({Role.DEFENCE_COUNSEL})
"""Who takes part from elsewhere because the court ordered it; the gallery needs no order."""
TITLE = "Vụ án Lê Văn Mẫu – Trộm cắp tài sản (dữ liệu mô phỏng)"
DOCUMENT = "27/QĐ-TA (dữ liệu mô phỏng)"
LENGTH = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody in the hearing. point: where they are, None: elsewhere. own: has a device and a
    link of their own; the others sit at their point's room device."""

    role: Role
    name: str
    point: str | None
    own: bool = True


CAST = (
    Part(Role.PRESIDING_JUDGE, "Trần Thị Minh Mẫu", CENTRAL),
    Part(Role.CLERK, "Phạm Thu Mẫu", CENTRAL),
    Part(Role.PROSECUTOR, "Nguyễn Quốc Mẫu", CENTRAL),
    Part(Role.ACCUSED, "Lê Văn Mẫu", DETENTION),
    Part(Role.CUSTODY_OFFICER, "Đỗ Hữu Mẫu", DETENTION),
    Part(Role.DEFENCE_COUNSEL, "Vũ Ngọc Mẫu", None),
    Part(Role.OBSERVER, "Hoàng Anh Mẫu", None),
    # A panel of first instance is a judge and two assessors (BLTTHS 254, M).
    Part(Role.ASSESSOR, "Đặng Thị Hòa Mẫu", CENTRAL, own=False),
    Part(Role.ASSESSOR, "Hồ Viết Lâm Mẫu", CENTRAL, own=False),
    Part(Role.JUDICIAL_POLICE, "Bùi Đức Mẫu", DETENTION, own=False),
    Part(Role.TECHNICAL_OFFICER, "Ngô Quang Mẫu", DETENTION, own=False),
)

LINKED = tuple(part.role for part in CAST if part.own)
"""Who gets a personal link, in the order shown."""


@dataclass(frozen=True, slots=True)
class Account:
    """A staff account; the user name is the office's code. seat: the role they sit in."""

    office: Office
    name: str
    seat: Role | None = None

    @property
    def user(self) -> str:
        """What is typed at sign-in."""
        return self.office.value


STAFF = (
    Account(Office.ADMINISTRATOR, "Lý Gia Mẫu"),
    Account(Office.REGISTRAR, "Mai Thanh Mẫu"),
    Account(Office.PRESIDING_JUDGE, "Trần Thị Minh Mẫu", Role.PRESIDING_JUDGE),
    Account(Office.CLERK, "Phạm Thu Mẫu", Role.CLERK),
)


def case(now: datetime) -> dict[str, str]:
    """The case as the directory takes it, numbered in the year of `now`."""
    return {"number": f"27/{now.year}/TLST-HS", "type": "criminal", "title": TITLE}
