"""The recorder's process for tests: recorder.py URL TOKEN RECORDINGS_DIR."""

import asyncio
import sys
from collections.abc import Awaitable
from pathlib import Path

from recording.process import RecorderConfig, run
from signaling.app.stopping import stop_event, until_stopped
from signaling.rtc.client.room import Room
from tests.orphans import end_with_parent


def main(url: str, token: str, recordings: str) -> None:
    """Record until told to stop."""
    end_with_parent()
    config = RecorderConfig(url, token, "recorder-1", Path(recordings))
    asyncio.run(_until_told(run(config, Room)))


async def _until_told(work: Awaitable[None]) -> None:
    await until_stopped(stop_event(), work)


if __name__ == "__main__":
    main(*sys.argv[1:])
