"""What REST knows of derived copies: a rendering, and who makes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from hearing.refusal import Refusal

Form = Literal["grid", "tracks"]
State = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]


@dataclass(frozen=True, slots=True)
class Rendering:
    """One derived copy, made or being made. progress: 0 to 1; refusal: why there is none."""

    id: str
    hearing: str
    kind: Form
    state: State
    progress: float
    created_at: datetime
    finished_at: datetime | None = None
    refusal: Refusal | None = None


class Renders(Protocol):
    """Who makes them; implemented by signaling/app/renders.py."""

    async def begin(self, hearing: str, kind: Form) -> Rendering:
        """Queue one. Raises Refusal if there is no record, or too many wait."""
        ...

    def find(self, render: str) -> Rendering:
        """Raises Refusal `render.unknown`."""
        ...

    def of(self, hearing: str) -> Sequence[Rendering]:
        """All of a hearing, the latest first."""
        ...

    async def cancel(self, render: str) -> Rendering:
        """Stop it if it is not over; nothing is left of it. Raises Refusal."""
        ...

    def files(self, render: str) -> tuple[Path, Path]:
        """(copy, note). Raises Refusal if it is not done."""
        ...

    async def verify(self, hearing: str) -> Mapping[str, Any]:
        """The verifier's report on a fresh export, as JSON. Raises Refusal."""
        ...
