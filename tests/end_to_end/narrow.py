"""A page whose network seems too narrow for a picture: it is told so, as by its engine."""

import re
from collections.abc import Iterable

from livekit.protocol.models import ParticipantInfo, TrackSource
from livekit.protocol.rtc import SignalResponse, StreamState, StreamStateInfo, StreamStateUpdate
from playwright.sync_api import Page, WebSocketRoute


class NarrowWay:
    """Stands between a page and its engine; to be made before the page is opened."""

    def __init__(self, page: Page) -> None:
        self._page: WebSocketRoute | None = None
        self._cameras: dict[str, str] = {}  # track's sid → participant's
        page.route_web_socket(re.compile(r"/rtc(/v1)?\?"), self._through)

    def pauses(self, paused: bool) -> None:
        """Tells of every camera that there is no room for it, or that there is again."""
        state = StreamState.PAUSED if paused else StreamState.ACTIVE
        states = [
            StreamStateInfo(participant_sid=who, track_sid=track, state=state)
            for track, who in self._cameras.items()
        ]
        update = SignalResponse(stream_state_update=StreamStateUpdate(stream_states=states))
        assert states
        assert self._page is not None
        self._page.send(update.SerializeToString())

    def _through(self, page: WebSocketRoute) -> None:
        self._page, server = page, page.connect_to_server()

        def told(message: str | bytes) -> None:
            if isinstance(message, bytes):
                response = SignalResponse.FromString(message)
                self._note(response.join.other_participants)
                self._note(response.update.participants)
            page.send(message)

        server.on_message(told)

    def _note(self, participants: Iterable[ParticipantInfo]) -> None:
        for who in participants:
            for track in who.tracks:
                if track.source == TrackSource.CAMERA:
                    self._cameras[track.sid] = who.sid
