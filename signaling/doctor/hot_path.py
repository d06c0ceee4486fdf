"""What a packet handed on costs this machine: by kernel and libraries, as the relay chose."""

from media import abilities
from media.abilities import Abilities
from signaling.doctor.finding import Finding, Patient, ok, warn

_CHECK = "hot_path"
_LACKS = {  # (segments, direct) → what is missing
    (False, True): (
        "nhân hệ điều hành không có UDP_SEGMENT (Linux từ 4.18): từng gói được gửi riêng",
        "the kernel has no UDP_SEGMENT (Linux since 4.18): packets are sent one by one",
    ),
    (True, False): (
        "pylibsrtp khác phiên bản đã ghim: từng gói được chép thêm",
        "pylibsrtp is not the pinned version: each packet is copied",
    ),
    (False, False): (
        "không có UDP_SEGMENT và pylibsrtp khác phiên bản đã ghim",
        "no UDP_SEGMENT, and pylibsrtp is not the pinned version",
    ),
}


async def hot_path(patient: Patient) -> Finding:
    """The relay's own tries, made again."""
    if not patient.settings.embedded:
        return ok(_CHECK, "Việc của máy chủ LiveKit.", "The LiveKit server's own affair.")
    return judged(abilities.found())


def judged(have: Abilities) -> Finding:
    """What these abilities mean for a hearing."""
    lacks = _LACKS.get((have.segments, have.direct))
    if lacks is None:
        return ok(
            _CHECK,
            "Gói tin được gửi theo nhóm (UDP_SEGMENT), mã hóa tại chỗ (libsrtp).",
            "Packets leave in groups (UDP_SEGMENT), sealed in place (libsrtp).",
        )
    vi, en = lacks
    return warn(
        _CHECK,
        f"Truyền hình tốn bộ xử lý hơn: {vi}. Phiên tòa vẫn họp được.",
        f"Media takes more processor time: {en}. Hearings can be held.",
    )
