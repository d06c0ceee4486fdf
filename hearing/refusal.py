"""A refusal: a stable code and, for people, its sentence in Vietnamese and in English."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What a refusal says. `status` is the HTTP status; both sentences may hold `{names}`."""

    status: int
    vi: str
    en: str


class Refusal(Exception):
    """Something asked for is not allowed or not possible. `code` never changes once published.

    `facts` fill the sentences of the catalogue (`Words`) and go to the caller as JSON: ids,
    times and numbers, never names or link secrets.
    """

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, str | int] = facts


REFUSALS: Mapping[str, Words] = {
    "hearing.state": Words(
        409,
        "Phiên tòa đang ở trạng thái «{state}», không thể thực hiện «{command}».",
        "The hearing is in state '{state}'; '{command}' is not possible now.",
    ),
    "hearing.role": Words(
        403,
        "Vai trò «{role}» không được thực hiện «{command}».",
        "The role '{role}' may not do '{command}'.",
    ),
    "hearing.unknown_seat": Words(
        404, "Không có chỗ này trong phiên tòa.", "The hearing has no such seat."
    ),
    "hearing.unknown_device": Words(
        404, "Không có thiết bị này trong phiên tòa.", "The hearing has no such device."
    ),
    "hearing.unknown": Words(404, "Không có phiên tòa này.", "There is no such hearing."),
}
