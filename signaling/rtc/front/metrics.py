"""The metrics of all workers as one, and the front's own among them."""

from collections.abc import Iterable

from prometheus_client import generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from signaling.rtc.front.calls import Calls
from signaling.rtc.front.fleet import Fleet
from signaling.rtc.server import tokens
from signaling.rtc.server.clock import Clock
from signaling.rtc.server.metrics import PREFIX, merged, registry
from signaling.rtc.server.sending import Sending
from signaling.rtc.server.tokens import Keys

FRONT = "front"
"""What stands for a worker's number in samples of the front's own."""


class FrontCollector(Collector):
    """Reads `fleet` and `sending`."""

    def __init__(self, fleet: Fleet, sending: Sending) -> None:
        self._fleet, self._sending = fleet, sending

    def collect(self) -> Iterable[Metric]:
        """Every metric, now."""
        workers = GaugeMetricFamily(
            PREFIX + "workers", "Media workers by state.", labels=["state"]
        )
        there, expected = len(self._fleet.workers), self._fleet.expected
        workers.add_metric(["there"], there)
        workers.add_metric(["missing"], max(0, expected - there))
        yield workers
        lost = CounterMetricFamily(PREFIX + "workers_lost", "Media workers that went.")
        lost.add_metric([], self._fleet.losses)
        yield lost
        waiting = GaugeMetricFamily(PREFIX + "webhooks_waiting", "Webhooks not delivered yet.")
        waiting.add_metric([], self._sending.waiting)
        yield waiting
        webhooks = CounterMetricFamily(
            PREFIX + "webhooks", "Webhooks by outcome.", labels=["outcome"]
        )
        for outcome, count in sorted(self._sending.counts().items()):
            webhooks.add_metric([outcome], count)
        yield webhooks


class Metrics:
    """Asks every worker each time it is asked; one that does not answer is not in it."""

    def __init__(
        self, fleet: Fleet, calls: Calls, sending: Sending, keys: Keys, clock: Clock
    ) -> None:
        self._calls, self._keys, self._clock = calls, keys, clock
        self._registry = registry(FrontCollector(fleet, sending))

    async def text(self) -> str:
        """As Prometheus reads it."""
        token = tokens.for_metrics(self._keys, self._clock.wall())
        headers = {"authorization": f"Bearer {token}"}
        texts = await self._calls.every("/metrics", headers)
        own = generate_latest(self._registry).decode()
        return merged({**texts, FRONT: own})
