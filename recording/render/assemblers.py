"""Codecs that can be rendered, and what makes frames of their packets."""

from collections.abc import Callable, Mapping

from recording.render.frames import Assembler, Opus, Vp8
from recording.render.h264 import H264

ASSEMBLERS: Mapping[str, Callable[[int], Assembler]] = {
    "opus": Opus,
    "vp8": Vp8,
    "h264": H264,
}
"""Made with an extended RTP time near which the first lies."""
