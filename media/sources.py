"""Which track and layer a packet of one publisher belongs to, by its ssrc. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from media.channels import Bucket
from media.description import MID, RID, Section
from media.layer import Layer
from media.published import Published

_BINDINGS = 16  # new ssrcs a second: a peer may not grow our tables by inventing more


class Sources:
    """A table of ssrcs; unknown ones say themselves what they are (RFC 9143 §9.2, RFC 8852)."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._bindings = Bucket(_BINDINGS, clock())
        self._layers: dict[int, tuple[Published, Layer]] = {}

    def __iter__(self) -> Iterator[tuple[Published, Layer]]:
        return iter(self._layers.values())

    def of(self, ssrc: int) -> tuple[Published, Layer] | None:
        """The track and layer known for an ssrc."""
        return self._layers.get(ssrc)

    def declare(self, track: Published, ssrc: int) -> None:
        """The offer says that a track of one layer comes under this ssrc."""
        if ssrc not in self._layers:
            self._bind(track, ssrc, "")

    def identify(
        self,
        ssrc: int,
        named: Mapping[int, bytes],
        carried: Iterable[tuple[Section, Published]],
    ) -> tuple[Published, Layer] | None:
        """Binds an unknown ssrc by the section and layer its packet names in its extensions."""
        for section, track in carried:
            ids = section.extensions
            if named.get(ids.get(MID, 0)) != section.mid.encode():
                continue
            rid = named.get(ids.get(RID, 0), b"").decode("ascii", "replace")
            fits = rid in track.rids if track.rids else True
            if fits and self._bindings.take(1, self._clock()):
                return self._bind(track, ssrc, rid if track.rids else "")
        return None

    def _bind(self, track: Published, ssrc: int, rid: str) -> tuple[Published, Layer]:
        old = track.layers.get(rid)
        if old is not None:
            self._layers.pop(old.ssrc, None)
        rank = track.rids.index(rid) if rid else 0
        layer = Layer(ssrc, rid, rank, kind=track.kind, codec=track.codec, rate=track.rate)
        track.layers[rid] = layer
        self._layers[ssrc] = (track, layer)
        return track, layer

    def forget(self, track: Published) -> None:
        """The track is withdrawn."""
        self._layers = {s: one for s, one in self._layers.items() if one[0] is not track}
