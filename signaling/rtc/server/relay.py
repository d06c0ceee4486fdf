"""The running relay: rooms, the media port below them, webhooks, and the passing of time."""

import asyncio
from collections.abc import Mapping

import structlog
from prometheus_client import generate_latest

from media.pair import Pair, PairEvents
from media.peer import Peer, PeerEvents, generate_certificate
from media.port import MediaPort
from signaling.rtc.server.clock import Clock
from signaling.rtc.server.config import RelayConfig
from signaling.rtc.server.metrics import RelayCollector, registry
from signaling.rtc.server.ports import Announce, MediaPeer
from signaling.rtc.server.rooms import Rooms
from signaling.rtc.server.sending import Sending
from signaling.rtc.server.thrift import Thrift
from signaling.rtc.server.tokens import Keys

TICK = 0.25  # seconds
log = structlog.get_logger("relay")


class Relay:
    """Started once, stopped once. Raises OSError when the media port is taken.

    announce: who takes the events instead of the webhooks of `config`.
    """

    def __init__(
        self, config: RelayConfig, clock: Clock | None = None, announce: Announce | None = None
    ) -> None:
        self._config = config
        self._keys = Keys(config.api_key, config.api_secret)
        self._clock = clock or Clock()
        self._certificate = generate_certificate()
        self._sending = Sending(config, self._keys, self._clock)
        self._port: MediaPort | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self.rooms = Rooms(
            self._clock,
            config.limits,
            self._keys,
            self._peer,
            announce or self._sending.announce,
            config.auto_create,
            config.turn,
            self._pair,
            config.simulation,
        )

        collector = RelayCollector(
            self.rooms,
            webhooks=self._sending.counts,
            waiting=lambda: self._sending.waiting,
            datagrams=self._datagrams,
        )
        self._registry = registry(collector)

    @property
    def udp_port(self) -> int:
        """The UDP port of media; 0 while not started."""
        return self._port.port if self._port is not None else 0

    async def start(self) -> None:
        """Open the media port and begin to watch over rooms."""
        config = self._config
        host = config.media_host or config.host
        self._port = await MediaPort.open(
            host, config.udp_port, config.advertised_ips, config.tcp_port
        )
        self._sending.start()
        self._tasks = [asyncio.create_task(self._watch())]
        log.info("relay started", udp_port=self.udp_port)

    async def metrics(self) -> str:
        """What is counted, as Prometheus reads it."""
        return generate_latest(self._registry).decode()

    def _datagrams(self) -> Mapping[str, int]:
        return {} if self._port is None else self._port.counts

    async def farewell(self) -> None:
        """Tell every client to join again later; nobody is let in any more. Idempotent."""
        await self.rooms.stop()

    async def stop(self) -> None:
        """End everything: media, webhooks (the last ones get a second), timers."""
        await self.farewell()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._sending.stop()
        if self._port is not None:
            self._port.close()
        log.info("relay stopped")

    def _peer(self, events: PeerEvents) -> MediaPeer:
        assert self._port is not None
        return Peer(self._port, events, self._config.media, certificate=self._certificate)

    def _pair(self, events: PairEvents) -> MediaPeer:
        assert self._port is not None
        return Pair(self._port, events, self._config.media, certificate=self._certificate)

    async def _watch(self) -> None:
        thrift = Thrift()
        while True:
            await asyncio.sleep(TICK)
            try:
                self.rooms.tick()
                thrift.look(self.rooms.ended, self._clock.monotonic())
            except Exception:
                log.exception("upkeep failed")  # the next tick tries again
