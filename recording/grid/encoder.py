"""ffmpeg at the other end of a pipe: pictures and sound in, an MP4 out. Knows ffmpeg-python."""

import subprocess
import tempfile
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import ffmpeg  # type: ignore[import-untyped]  # unmaintained, without types; only here
import imageio_ffmpeg  # type: ignore[import-untyped]
import numpy as np
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

RATE = 48_000
"""Samples a second of the film's sound, which is mono."""
_THREADS = 2  # fixed: the number of threads changes what x264 writes
_COLOURS = "colorprim=smpte170m:transfer=smpte170m:colormatrix=smpte170m:range=tv"

Samples = np.ndarray[tuple[int], np.dtype[np.float32]]


class EncoderFailed(OSError):
    """ffmpeg ended with an error; its last words are the message."""


def command(out: Path, title: str, comment: str) -> list[str]:
    """The command line: NUT on standard input → H.264 and AAC, to be played while read."""
    piped = ffmpeg.input("pipe:0", format="nut")
    sound = piped.audio.filter("alimiter", limit=0.9, level="disabled", latency=1)
    written = ffmpeg.output(
        piped.video,
        sound,
        str(out),
        format="mp4",
        vcodec="libx264",
        preset="veryfast",
        crf=24,
        pix_fmt="yuv420p",
        g=50,
        threads=_THREADS,
        acodec="aac",
        audio_bitrate="96k",
        movflags="+faststart",
        fflags="+bitexact",
        map_metadata=-1,
        **{
            "x264-params": _COLOURS,
            "flags:v": "+bitexact",
            "flags:a": "+bitexact",
            "metadata:g:0": f"title={title}",
            "metadata:g:1": f"comment={comment}",
        },
    )
    quiet = written.global_args("-hide_banner", "-nostdin", "-loglevel", "error", "-y")
    line: list[str] = quiet.compile(cmd=imageio_ffmpeg.get_ffmpeg_exe())
    return line


class Encoder:
    """One film being written to `out`; a context manager. After an error there is no file."""

    def __init__(
        self, out: Path, size: tuple[int, int], rate: Fraction, title: str, comment: str
    ) -> None:
        self._out = out
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - closed when we exit
        self._process = subprocess.Popen(  # noqa: S603 - our own command line
            command(out, title, comment),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._words,
            start_new_session=True,  # Ctrl+C is ours to handle
        )
        assert self._process.stdin is not None
        self._pipe = av.open(self._process.stdin, "w", format="nut")
        self._video: VideoStream = self._pipe.add_stream("rawvideo", rate=rate)
        self._video.width, self._video.height = size
        self._video.pix_fmt = "yuv420p"
        self._audio: AudioStream = self._pipe.add_stream("pcm_f32le", rate=RATE, layout="mono")
        self._samples = 0

    @property
    def pid(self) -> int:
        """ffmpeg's."""
        return self._process.pid

    def picture(self, frame: av.VideoFrame) -> None:
        """The next one. Raises EncoderFailed."""
        self._write(self._video, frame)

    def sound(self, samples: Samples) -> None:
        """The next ones. Raises EncoderFailed."""
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="mono")
        frame.rate = RATE
        frame.pts, frame.time_base = self._samples, Fraction(1, RATE)
        self._samples += len(samples)
        self._write(self._audio, frame)

    def _write(
        self, stream: VideoStream | AudioStream, frame: av.VideoFrame | av.AudioFrame | None
    ) -> None:
        try:
            for packet in stream.encode(frame):  # type: ignore[arg-type]
                self._pipe.mux(packet)
        except OSError as error:  # a broken pipe: ffmpeg has gone, and said why
            self._process.kill()
            self._process.wait()
            raise EncoderFailed(self._said()) from error

    def _said(self) -> str:
        self._words.seek(0)
        return self._words.read().decode(errors="replace").strip()[-300:] or "ffmpeg ended"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._finish()
            else:
                self._kill()
        except BaseException:
            self._kill()
            raise
        finally:
            self._words.close()

    def _finish(self) -> None:
        self._write(self._video, None)
        self._write(self._audio, None)
        try:
            self._pipe.close()
        except OSError as error:
            raise EncoderFailed(self._said()) from error
        assert self._process.stdin is not None
        self._process.stdin.close()
        if self._process.wait() != 0:
            raise EncoderFailed(self._said())

    def _kill(self) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._out.unlink(missing_ok=True)
