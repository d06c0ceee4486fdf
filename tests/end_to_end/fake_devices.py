"""Cameras and microphones for Chromium: files with one colour and one tone each."""

import subprocess
import wave
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg  # type: ignore[import-untyped]
import numpy as np

from signaling.rehearsal.signs import Colour, Sign

_RATE = 48_000
_LOOP_S = 2  # Chromium plays both files again and again


@dataclass(frozen=True, slots=True)
class FakeDevice:
    """What one Chromium takes for its camera and microphone."""

    sign: Sign
    camera: Path
    microphone: Path

    @property
    def flags(self) -> list[str]:
        """Chromium's switches for it."""
        return [
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={self.camera}",
            f"--use-file-for-fake-audio-capture={self.microphone}",
        ]


def fake_device(folder: Path, sign: Sign) -> FakeDevice:
    """Writes the two files of `sign` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    device = FakeDevice(sign, folder / "camera.mjpeg", folder / "microphone.wav")
    _film(device.camera, sign.colour)
    _sound(device.microphone, sign.tone_hz)
    return device


def _film(file: Path, colour: Colour) -> None:
    red, green, blue = colour
    source = f"color=c=0x{red:02x}{green:02x}{blue:02x}:size=640x360:rate=15"
    subprocess.run(
        (
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-y"),
            *("-f", "lavfi", "-t", str(_LOOP_S), "-i", source),
            *("-c:v", "mjpeg", "-q:v", "2", "-pix_fmt", "yuvj420p", str(file)),
        ),
        check=True,
    )


def _sound(file: Path, hz: float) -> None:
    # Whole cycles in the file: the loop has no click.
    cycles = round(hz * _LOOP_S)
    at = np.arange(_RATE * _LOOP_S) / (_RATE * _LOOP_S)
    samples = (8000 * np.sin(2 * np.pi * cycles * at)).astype("<i2")
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(_RATE)
        out.writeframes(samples.tobytes())
