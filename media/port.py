"""One UDP socket for all peers of a media worker."""

from typing import Self


class MediaPort:
    """The media socket. `advertised_ips` are the addresses put into candidates."""

    @classmethod
    async def open(cls, host: str, port: int, advertised_ips: tuple[str, ...]) -> Self:
        """Binds; port 0 picks a free one (see `port`). Raises OSError."""
        raise NotImplementedError

    @property
    def port(self) -> int:
        """The UDP port it is bound to."""
        raise NotImplementedError

    def close(self) -> None:
        """Stops receiving; peers are closed by their owners before."""
        raise NotImplementedError
