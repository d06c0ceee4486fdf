"""One socket's frames, checked in the order they come. Pure: time is an argument."""

import json
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import from_json

from hearing.refusal import Refusal
from signaling.court.protocol import CLIENT_FRAME, MAX_FRAME, ClientFrame

RATE = 20.0  # frames a second, sustained
BURST = 40.0


class FrameRefused(Exception):
    """A frame that is not obeyed. `n` and `command` where they could be read."""

    def __init__(self, refusal: Refusal, n: int | None = None, command: str | None = None):
        super().__init__(refusal.code)
        self.refusal = refusal
        self.n = n
        self.command = command


@dataclass(frozen=True, slots=True)
class _Header:
    """What a frame says of itself, before the rest is understood."""

    n: int
    command: str | None
    body: dict[str, object]


class FrameGate:
    """Counts one socket's frames and lets those through that follow the protocol.

    A frame that states the expected number uses it up, even if it is refused for another
    reason; a frame whose number cannot be read uses up none. `now`: seconds, monotonic.
    """

    def __init__(self, now: float) -> None:
        self._last = 0
        self._allowance = BURST
        self._counted_at = now

    def read(self, raw: str | bytes, now: float) -> ClientFrame:
        """The frame in `raw`. Raises FrameRefused."""
        late = not self._spend(now)
        if _size(raw) > MAX_FRAME:
            raise FrameRefused(Refusal("frame.oversized", limit=MAX_FRAME))
        header = _header(raw)
        self._count(header)
        if late:
            raise FrameRefused(Refusal("frame.too_many"), header.n, header.command)
        try:
            return CLIENT_FRAME.validate_json(json.dumps(header.body), strict=True)
        except ValidationError as error:
            malformed = Refusal("frame.malformed")
            raise FrameRefused(malformed, header.n, header.command) from error

    def _spend(self, now: float) -> bool:
        """Take one frame's allowance (a token bucket); whether there was one."""
        refilled = self._allowance + (now - self._counted_at) * RATE
        self._allowance = min(BURST, refilled)
        self._counted_at = now
        if self._allowance < 1:
            return False
        self._allowance -= 1
        return True

    def _count(self, header: _Header) -> None:
        expected = self._last + 1
        if header.n < expected:
            refusal = Refusal("frame.duplicate", n=header.n)
            raise FrameRefused(refusal, header.n, header.command)
        if header.n > expected:
            refusal = Refusal("frame.out_of_order", n=header.n, expected=expected)
            raise FrameRefused(refusal, header.n, header.command)
        self._last = header.n


def _size(raw: str | bytes) -> int:
    if isinstance(raw, bytes) or len(raw) > MAX_FRAME:
        return len(raw)
    return len(raw.encode())


def _header(raw: str | bytes) -> _Header:
    malformed = Refusal("frame.malformed")
    if isinstance(raw, bytes):  # frames are text
        raise FrameRefused(malformed)
    try:
        body = from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise FrameRefused(malformed) from error
    n = body.get("n") if isinstance(body, dict) else None
    if type(n) is not int or not 1 <= n <= 2**53 - 1:
        raise FrameRefused(malformed)
    command = body.get("id")
    named = command if isinstance(command, str) and len(command) <= 64 else None
    return _Header(n, named, body)
