"""The film, picture by picture: tiles in their places, cards in the gaps, the clock above."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from fractions import Fraction

from av.audio.frame import AudioFrame

from recording.grid import drawing, words
from recording.grid.canvas import Canvas, planes
from recording.grid.course import Course, Silence, Stretch
from recording.grid.encoder import RATE, Encoder
from recording.grid.layout import Box, Layout, even, leading
from recording.grid.people import Cast, order
from recording.grid.reel import Reel, Track
from recording.grid.sound import Mixer, Voice
from recording.grid.tile import Tile

VIETNAM = timezone(timedelta(hours=7))  # one zone, no summer time
FRAMES = Fraction(25)  # a second
_SHARE = "screen_share"


@dataclass(frozen=True, slots=True)
class Story:
    """What the film is about, besides its tracks. began: the record's second 0, aware.

    damaged: the verifier found contradictions; the film then says so all the time.
    """

    cast: Cast
    course: Course
    began: datetime
    damaged: bool = False


def places(tracks: Sequence[Track], cast: Cast) -> list[tuple[str, str, str]]:
    """(device, role, kind) of each place: one a device, and one for a screen that it shows."""
    return order(
        (track.device, cast.role(track.device, track.role), _kind(track))
        for track in tracks
        if not track.source.endswith("_audio")
    )


def _kind(track: Track) -> str:
    return _SHARE if track.source.startswith(_SHARE) else ""


class Film:
    """Draws and mixes into `encoder`, reading `reel`. plan: one place for each of `places`."""

    def __init__(self, story: Story, reel: Reel, plan: Layout, encoder: Encoder) -> None:
        self._story = story
        self._reel = reel
        self._encoder = encoder
        self._plan = plan
        self._canvas = Canvas(plan.width, plan.height, drawing.INK)
        self._mixer = Mixer(encoder.sound)
        self._voices = {track.index: Voice() for track in reel.tracks if not track.video}
        self._tiles = self._place(places(reel.tracks, story.cast))
        self._stretch: Stretch | None = None
        self._second = ""
        self._px = even(plan.bar.height * 0.45)
        self._clock = drawing.Clock(self._px)
        self._caption()
        reel.hear = self._hear

    def run(self, told: Callable[[float], None]) -> None:
        """The whole film. told: called with the share done before each picture; may raise."""
        total = max(1, round(self._story.course.seconds * FRAMES))
        for number in range(total):
            told(number / total)
            film = float(number / FRAMES)
            stretch = self._story.course.at(film)
            moment = stretch.moment(film)
            if stretch.silence is None:
                self._reel.advance(moment)
            self._draw(stretch, film, moment)
            self._encoder.picture(self._canvas.video(number, FRAMES))
            self._mixer.take(round((number + 1) * RATE / FRAMES))

    def _place(self, wanted: Sequence[tuple[str, str, str]]) -> list[Tile]:
        tiles = {
            (device, kind): Tile(
                device, role, share=bool(kind), place=place, cast=self._story.cast
            )
            for (device, role, kind), place in zip(wanted, self._plan.places, strict=True)
        }
        for track in self._reel.tracks:
            tile = tiles.get((track.device, _kind(track)))
            if tile is None:
                continue
            if track.video:
                tile.screen = self._reel.watch(track.index, tile.shown)
            else:
                tile.voice = self._voices[track.index]
        return list(tiles.values())

    def _hear(self, index: int, moment: float, frame: AudioFrame) -> None:
        film = self._story.course.film(moment)
        if film is not None:
            self._mixer.add(*self._voices[index].samples(frame, film))

    def _draw(self, stretch: Stretch, film: float, moment: float) -> None:
        if stretch is not self._stretch:
            self._stretch = stretch
            self._canvas.fill(self._plan.stage, drawing.INK)
            if stretch.silence is not None:
                self._card(stretch, stretch.silence)
            for tile in self._tiles:
                tile.forget()
        if stretch.silence is None:
            wall = self._story.began.timestamp() + moment
            for tile in self._tiles:
                tile.draw(self._canvas, film, moment, stretch.start, wall)
        self._tick(moment)

    def _card(self, stretch: Stretch, silence: Silence) -> None:
        start, end = (self._local(moment) for moment in (stretch.start, stretch.end))
        lines = words.card(stretch, silence, self._story.cast.called(silence.by), start, end)
        self._canvas.put(planes(drawing.card(lines, self._plan.stage)), self._plan.stage)

    def _tick(self, moment: float) -> None:
        """The clock: the court's date and time, and how long the record has run."""
        sign = "-" if moment < 0 else "+"
        text = f"{self._local(moment):%d/%m/%Y %H:%M:%S}  {sign}{words.spoken_down(moment)}"
        if text != self._second:
            self._second = text
            picture = self._clock.picture(text)
            bar = self._plan.bar
            width, height = even(picture.shape[1]), even(picture.shape[0])
            box = Box(bar.width - width - 16, even((bar.height - height) / 2), width, height)
            self._canvas.put(planes(picture), box)

    def _caption(self) -> None:
        """The hearing's title, left of the clock; or that the record contradicts itself."""
        damaged = self._story.damaged
        text = words.DAMAGED if damaged else self._story.cast.title
        ground = drawing.RED if damaged else drawing.INK
        room = even(self._plan.bar.width - 16 - self._clock.width(32))
        strip = drawing.line(text, self._px, room, drawing.PAPER, ground)
        y = even((self._plan.bar.height - leading(self._px)) / 2)
        self._canvas.put(planes(strip), Box(8, y, room, leading(self._px)))

    def _local(self, moment: float) -> datetime:
        return (self._story.began + timedelta(seconds=moment)).astimezone(VIETNAM)
