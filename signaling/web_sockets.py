"""WebSockets at uvicorn: what a client gets wrong is the client's, no error of the server."""

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

_NOT_TEXT = 1007  # RFC 6455 §7.4.1: a text that is not UTF-8


class WebSockets(WebSocketsSansIOProtocol):
    """uvicorn's own, quiet where it would write a traceback or an error to the log.

    A handshake that was refused with a response is complete (uvicorn says it was not); a text
    that is not UTF-8 ends its socket (RFC 6455 §8.1) without a word of it in the log.
    """

    async def send(self, message: Any) -> None:
        """From the application."""
        await super().send(message)
        if self.initial_response is not None and self.close_sent:
            self.handshake_complete = True

    def send_receive_event_to_app(self) -> None:
        """To the application."""
        if self.curr_msg_data_type == "text" and not self.close_sent and not self._is_text():
            self.frames = []
            self.conn.send_close(_NOT_TEXT)
            self.handle_parser_exception()
            return
        super().send_receive_event_to_app()

    def _is_text(self) -> bool:
        try:
            b"".join(self.frames).decode()
        except UnicodeDecodeError:
            return False
        return True
