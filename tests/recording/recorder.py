"""The recorder's process for tests: recorder.py URL TOKEN RECORDINGS_DIR."""

import asyncio
import sys
from pathlib import Path

from recording.process import RecorderConfig, run
from signaling.rtc.client.room import Room
from tests.orphans import end_with_parent


def main(url: str, token: str, recordings: str) -> None:
    """Record until told to stop."""
    end_with_parent()
    config = RecorderConfig(url, token, "recorder-1", Path(recordings))
    asyncio.run(run(config, Room))


if __name__ == "__main__":
    main(*sys.argv[1:])
