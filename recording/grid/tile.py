"""One device's place in the film: its picture or why there is none, its names, its frame."""

from av.video.frame import VideoFrame

from recording.grid import drawing, words
from recording.grid.canvas import Canvas, of_frame, planes
from recording.grid.layout import Place, fit
from recording.grid.people import Cast, Lines
from recording.grid.reel import Screen, Shown
from recording.grid.sound import Voice

HELD = 2.0  # seconds a picture stands before it is taken away: a frozen face looks present
_EDGE = 4  # px


class Tile:
    """device, role: as the record has them; share: a screen somebody shows, not themselves."""

    def __init__(
        self, device: str, role: str, *, share: bool, place: Place, cast: Cast
    ) -> None:
        self._device, self._role, self._share = device, role, share
        self._place = place
        self._cast = cast
        self._pinned = role == "presiding_judge" and not share
        self.screen: Screen | None = None
        self.voice: Voice | None = None
        self.forget()

    def forget(self) -> None:
        """Whatever was drawn has been drawn over."""
        self._lines: Lines | None = None
        self._drawn: Shown | tuple[str, str] | None = None
        self._edge: drawing.Rgb | None = None

    def shown(self, frame: VideoFrame) -> Shown:
        """A decoded picture in the size it has here."""
        box = fit((frame.width, frame.height), self._place.picture)
        return of_frame(frame, box.width, box.height), box

    def draw(
        self, canvas: Canvas, film: float, moment: float, since: float, wall: float
    ) -> None:
        """What has changed. film, moment: seconds of film and record; wall: since 1970.

        since: the beginning of this stretch of the record; older pictures are not shown.
        """
        self._name(canvas, wall)
        newest = self.screen.at(moment, max(since, moment - HELD)) if self.screen else None
        self._picture(canvas, newest or self._why(film))
        self._frame(canvas, film)

    def _name(self, canvas: Canvas, wall: float) -> None:
        lines = self._cast.lines(self._device, self._role, wall)
        if lines == self._lines:
            return
        self._lines = lines
        role = " · ".join(words.SHARED) if self._share else lines.role
        place = self._place
        strip = drawing.label(lines.name, role, place.label, place.name_px, place.role_px)
        canvas.put(planes(strip), place.label)

    def _why(self, film: float) -> tuple[str, str]:
        """Without a picture: whether the device is heard at all."""
        heard = self.voice is not None and abs(film - self.voice.last) < HELD
        return words.NO_PICTURE if heard else words.AWAY

    def _picture(self, canvas: Canvas, now: Shown | tuple[str, str]) -> None:
        before, self._drawn = self._drawn, now
        if now is before:
            return
        if isinstance(now[0], str):
            self._notice(canvas, now[0], str(now[1]))
            return
        pixels, box = now
        assert not isinstance(box, str)
        assert not isinstance(pixels, str)
        if before is None or before[1] != box:
            canvas.fill(self._place.picture, drawing.INK)
        canvas.put(pixels, box)

    def _notice(self, canvas: Canvas, vi: str, en: str) -> None:
        px = self._place.name_px
        said = [(vi, px, drawing.PAPER), (en, self._place.role_px, drawing.QUIET)]
        canvas.put(planes(drawing.notice(said, self._place.picture)), self._place.picture)

    def _frame(self, canvas: Canvas, film: float) -> None:
        speaks = self.voice is not None and self.voice.speaks(film)
        resting = drawing.RED if self._pinned else drawing.INK
        colour = drawing.HEARD if speaks else resting
        if colour != self._edge:
            self._edge = colour
            canvas.frame(self._place.frame, colour, _EDGE)
