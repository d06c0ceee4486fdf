"""What the demo says to a person, in Vietnamese and English; a link has its line to itself."""

from collections.abc import Iterator

from hearing.roles import NAMES
from signaling.accounts import rights
from signaling.app.demo import cast
from signaling.app.demo.stage import Ready

NO_SECOND_FACTOR = (
    "Bản trình diễn: cán bộ đăng nhập chỉ bằng mật khẩu, không có yếu tố thứ hai; không dùng để"
    " xét xử thật.\n"
    "A demo: staff sign in with the password alone, the second factor is off; not for real"
    " hearings."
)
_ENDS = (
    "Mở các liên kết trong những thẻ của cùng một trình duyệt. Mỗi liên kết dùng một lần; chạy"
    " lại lệnh này sẽ in liên kết mới. Ctrl+C: dừng.\n"
    "Open the links in tabs of one browser. Each works once; started again, this command prints"
    " new ones. Ctrl+C: stop."
)


def told(url: str, ready: Ready) -> Iterator[str]:
    """Everything a person needs, by the line. What is copied is never folded."""
    yield f"{cast.TITLE}\n"
    yield from _people(ready)
    yield "\nThiết bị của điểm cầu · room devices"
    for point, link in ready.devices.items():
        there = ", ".join(one.name for one in cast.CAST if one.point == point and not one.own)
        yield f"  {point} ({there})\n    {link}"
    yield "\nCán bộ đăng nhập · staff sign in (user / mật khẩu · password)"
    for account in cast.STAFF:
        office = " · ".join(rights.NAMES[account.office])
        yield f"  {account.user:<16} {ready.staff[account.user]}   {office}"
    yield f"\nĐịa chỉ · address: {url}\n"
    yield NO_SECOND_FACTOR
    yield _ENDS


def _people(ready: Ready) -> Iterator[str]:
    yield "Liên kết cá nhân · personal links"
    for part in cast.CAST:
        link = ready.links.get(part.role.value) if part.own else None
        if link is not None:
            yield f"  {' · '.join(NAMES[part.role])}: {part.name} ({_where(part)})\n    {link}"


def _where(part: cast.Part) -> str:
    if part.point is not None:
        return part.point
    return " · ".join(cast.REMOTE if part.role in cast.BY_ORDER else cast.ELSEWHERE)
