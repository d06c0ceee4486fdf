"""What the relay counts, for Prometheus: read from its state when it is asked, so that nothing
is counted twice and forwarding pays nothing. Names: docs/metrics.md.

Nothing here names a room, a person or an address.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping

from fastapi import APIRouter, Request, Response
from livekit.protocol.models import ConnectionQuality
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Receive, Scope, Send

from hearing.refusal import Refusal
from signaling.rtc.server import tokens
from signaling.rtc.server.clock import Clock
from signaling.rtc.server.refusals import answer
from signaling.rtc.server.rooms import Rooms

DOOR = "phientoa.metrics"  # in the scope of a request that came by the door of metrics alone
PREFIX = "phientoa_relay_"
Tally = Callable[[], Mapping[str, int]]


class RelayCollector(Collector):
    """Reads `rooms`; `webhooks` and `datagrams` are tallies by outcome, `waiting` a number."""

    def __init__(
        self, rooms: Rooms, *, webhooks: Tally, waiting: Callable[[], int], datagrams: Tally
    ) -> None:
        self._rooms, self._webhooks = rooms, webhooks
        self._waiting, self._datagrams = waiting, datagrams

    def collect(self) -> Iterable[Metric]:
        """Every metric, now."""
        yield from self._state()
        yield from self._totals()

    def _state(self) -> Iterator[Metric]:
        present = [
            who for room in self._rooms.named.values() for who in room.participants.values()
        ]
        yield _gauge("rooms", "Rooms that are open.", len(self._rooms.named))
        yield _gauge("participants", "Participants in all rooms.", len(present))
        tracks = Counter(p.media.kind for who in present for p in who.publications.values())
        kinds = {kind: tracks[kind] for kind in ("audio", "video")}
        yield _gauges("tracks", "Tracks that are published.", "kind", kinds)
        received = sum(len(who.receiving.tracks) for who in present)
        yield _gauge(
            "subscriptions", "Tracks taken, counted once for each who takes.", received
        )
        rated = Counter(
            ConnectionQuality.Name(who.scorer.rating) for who in present if who.media_up
        )
        quality = {name.lower(): rated[name] for name, _number in ConnectionQuality.items()}
        yield _gauges("connection_quality", "Participants by quality.", "quality", quality)
        yield _gauge("webhooks_waiting", "Webhooks not delivered yet.", self._waiting())

    def _totals(self) -> Iterator[Metric]:
        totals = self._rooms.totals()
        yield _counters(
            "sessions", "Signal connections by outcome.", "outcome", self._rooms.counts
        )
        yield _counters("media_packets", "RTP packets by fate.", "fate", totals)
        yield _counters("webhooks", "Webhooks by outcome.", "outcome", self._webhooks())
        yield _counters("datagrams", "Datagrams not taken or sent.", "why", self._datagrams())


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(PREFIX + name, text, value=value)


def _gauges(name: str, text: str, label: str, values: Mapping[str, int]) -> Metric:
    family = GaugeMetricFamily(PREFIX + name, text, labels=[label])
    for key in sorted(values):
        family.add_metric([key], values[key])
    return family


def _counters(name: str, text: str, label: str, values: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(PREFIX + name, text, labels=[label])
    for key in sorted(values):
        family.add_metric([key], values[key])
    return family


def registry(collector: Collector) -> CollectorRegistry:
    """The relay's own, and what its process uses (CPU, memory, open files)."""
    made = CollectorRegistry()
    made.register(collector)
    ProcessCollector(registry=made)
    return made


def merged(workers: Mapping[str, str]) -> str:
    """The texts of several workers as one: every sample says by `worker` whose it is."""
    families: dict[str, Metric] = {}
    for worker in sorted(workers):
        for family in text_string_to_metric_families(workers[worker]):
            into = families.setdefault(
                family.name, Metric(family.name, family.documentation, family.type)
            )
            for sample in family.samples:
                labels = {**sample.labels, "worker": worker}
                into.samples.append(sample._replace(labels=labels))
    return generate_latest(_Given(families.values())).decode()


class _Given(CollectorRegistry):
    def __init__(self, families: Iterable[Metric]) -> None:
        super().__init__()
        self._families = tuple(families)

    def collect(self) -> Iterator[Metric]:
        """As given."""
        yield from self._families


class MetricsDoor:
    """The application behind the door of metrics: nothing but `/metrics` is there."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets one path pass, marked."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        elif scope["path"] == "/metrics":
            await self._app({**scope, DOOR: True}, receive, send)
        else:
            await answer(Refusal("rtc.bad_route"))(scope, receive, send)


def router(text: Callable[[], Awaitable[str]], keys: tokens.Keys, clock: Clock) -> APIRouter:
    """`/metrics`: for whoever comes by the door of metrics alone, else with a token that has
    the grant `roomList`; strangers get 401."""
    routes = APIRouter()

    @routes.get("/metrics")
    async def metrics(request: Request) -> Response:
        try:
            if not request.scope.get(DOOR):
                _admit(request, keys, clock)
        except Refusal as refusal:
            return answer(refusal)
        return Response(await text(), media_type=CONTENT_TYPE_LATEST)

    return routes


def _admit(request: Request, keys: tokens.Keys, clock: Clock) -> None:
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not tokens.verify(bearer, keys, clock.wall()).grants.room_list:
        raise Refusal("rtc.grant")
