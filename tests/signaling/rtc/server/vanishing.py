"""A device in a process of its own, which says "up" and waits to be killed."""

import asyncio
import sys

from livekit import rtc


async def main(url: str, token: str) -> None:
    """Join, publish silence, and stay."""
    room = rtc.Room()
    await room.connect(url, token)
    source = rtc.AudioSource(48_000, 1)
    track = rtc.LocalAudioTrack.create_audio_track("silence", source)
    await room.local_participant.publish_track(track)
    sys.stdout.write("up\n")
    sys.stdout.flush()
    while True:
        await source.capture_frame(rtc.AudioFrame(bytes(960), 48_000, 1, 480))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
