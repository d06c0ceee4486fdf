"""Waiting for what another process does: on a condition, with a deadline."""

import asyncio
from collections.abc import Callable


async def until(condition: Callable[[], bool], within: float = 10.0) -> None:
    """Return once `condition` holds. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while not condition():
            await asyncio.sleep(0.02)
