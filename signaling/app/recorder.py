"""The recorder's process: a hidden participant of every courtroom that is on record."""

import socket
from collections.abc import Callable
from functools import partial

from recording.process import RecorderConfig, run
from signaling.app.settings import Settings
from signaling.rtc.client.room import Room


async def serve(settings: Settings, ready: Callable[[], None]) -> None:
    """Record what the hearing server wants until cancelled; then seal every part."""
    config = RecorderConfig(
        server_url=settings.hearing_url,
        token=settings.recorder_token,
        name=socket.gethostname(),
        recordings_dir=settings.recordings_dir,
    )
    ready()
    await run(config, partial(Room, quality=settings.recording_quality))
