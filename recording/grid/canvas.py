"""The picture being composed: planes of luma and chroma, written box by box."""

from fractions import Fraction
from typing import cast

import av
import numpy as np

from recording.grid.drawing import Picture, Rgb
from recording.grid.layout import Box

Plane = np.ndarray[tuple[int, int], np.dtype[np.uint8]]
Planes = tuple[Plane, Plane, Plane]
_FORMAT = "yuv420p"


class Canvas:
    """width, height: px; height a multiple of four, width even."""

    def __init__(self, width: int, height: int, ground: Rgb) -> None:
        self._whole = np.empty((height * 3 // 2, width), np.uint8)
        self._planes = split(self._whole)
        self.fill(Box(0, 0, width, height), ground)

    def put(self, planes: Planes, box: Box) -> None:
        """A picture of the box's size."""
        self._luma(box)[:] = planes[0]
        for target, source in zip(self._chroma(box), planes[1:], strict=True):
            target[:] = source

    def fill(self, box: Box, colour: Rgb) -> None:
        """One colour."""
        one = planes(np.full((2, 2, 3), colour, np.uint8))
        self._luma(box)[:] = one[0][0, 0]
        for target, source in zip(self._chroma(box), one[1:], strict=True):
            target[:] = source[0, 0]

    def frame(self, box: Box, colour: Rgb, thick: int = 2) -> None:
        """The edge of a box. thick: px, even."""
        for edge in (
            Box(box.x, box.y, box.width, thick),
            Box(box.x, box.y + box.height - thick, box.width, thick),
            Box(box.x, box.y, thick, box.height),
            Box(box.x + box.width - thick, box.y, thick, box.height),
        ):
            self.fill(edge, colour)

    def video(self, number: int, rate: Fraction) -> av.VideoFrame:
        """The picture as it is now, as the film's frame `number`."""
        frame = av.VideoFrame.from_ndarray(self._whole, format=_FORMAT)
        frame.pts, frame.time_base = number, 1 / rate
        return frame

    def _luma(self, box: Box) -> Plane:
        return self._planes[0][box.y : box.y + box.height, box.x : box.x + box.width]

    def _chroma(self, box: Box) -> tuple[Plane, Plane]:
        rows = slice(box.y // 2, (box.y + box.height) // 2)
        columns = slice(box.x // 2, (box.x + box.width) // 2)
        return self._planes[1][rows, columns], self._planes[2][rows, columns]


def planes(picture: Picture) -> Planes:
    """A drawn picture as luma and chroma; its size is made even."""
    height, width = (side // 2 * 2 for side in picture.shape[:2])
    frame = av.VideoFrame.from_ndarray(
        np.ascontiguousarray(picture[:height, :width]), format="rgb24"
    )
    return of_frame(frame, width, height)


def of_frame(frame: av.VideoFrame, width: int, height: int) -> Planes:
    """A decoded picture at another size, both even."""
    small = frame.reformat(width=width, height=height, format=_FORMAT)
    return tuple(  # type: ignore[return-value]  # three of them
        _plane(small, number) for number in range(3)
    )


def split(whole: Plane) -> Planes:
    """Views of luma and chroma within one array, as av lays them out."""
    height, width = whole.shape[0] * 2 // 3, whole.shape[1]
    quarter = height // 4
    small = (height // 2, width // 2)
    return (
        whole[:height],
        cast(Plane, whole[height : height + quarter].reshape(small)),
        cast(Plane, whole[height + quarter :].reshape(small)),
    )


def _plane(frame: av.VideoFrame, number: int) -> Plane:
    plane = frame.planes[number]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return cast(Plane, rows[: plane.height, : plane.width].copy())
