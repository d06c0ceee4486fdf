"""All of one subscriber's congestion control: numbers, estimate, probes, layers. Pure."""

from collections.abc import Sequence

from media.congestion.allocate import Plan, Stream, allocate
from media.congestion.estimate import Estimate
from media.congestion.probe import Probe
from media.congestion.sent import Sent
from media.congestion.trend import Usage
from media.transport_feedback import TransportFeedback

START = 1_500_000.0  # bits a second; probes soon show more, where there is more
_SILENCE = 0.7  # seconds without feedback: a hole in the way, not a narrow one
_STALE = 1.5  # seconds: what was heard before says nothing of the queue any more
_DEAF = 3.0  # seconds of packets without any feedback: this client gives none
_PATIENCE, _LONGEST = 3.0, 12.0  # seconds from having to take less to giving more again
_RELAPSE = 20.0  # seconds: a better layer given up again so soon was given too early
_AMPLE = 1.6  # times what the next thing takes: the way itself has changed, no need to wait
_LATE = 0.12  # seconds of queue that end a probe


class Control:
    """Sound is beside it: only video is numbered, the estimate is of what video may take."""

    def __init__(self, sent: Sent) -> None:
        self.sent = sent
        self.estimate = Estimate(START)
        self.probe = Probe()
        self.plan = Plan({}, 0.0, 0.0)
        self.capacity = float("inf")  # bits a second, said from outside: never more than this
        self._first: float | None = None
        self._heard_at = 0.0
        self._patience = _PATIENCE
        self._raised_at = self._lowered_at = float("-inf")

    def bits(self, now: float) -> float:
        """What may be sent; no limit for a client that gives no feedback."""
        return min(self.capacity, self._known(now))

    def _known(self, now: float) -> float:
        if self.estimate.heard:
            return self.estimate.bits
        if self.sent.octets and self._first is None:
            self._first = now
        deaf = self._first is not None and now - self._first > _DEAF
        return float("inf") if deaf else START

    def feedback(self, feedback: TransportFeedback, now: float) -> None:
        """The subscriber's feedback."""
        if now - self._heard_at > _SILENCE:
            self.estimate.loss.less(now)
        self._heard_at = now
        result = self.sent.reported(feedback)
        self.probe.note(result.arrivals)
        usage = self.estimate.note(result, now, probing=self.probe.felt(now))
        if (self.probe.running or self.probe.waiting) and self._suffers(usage):
            self.probe.failed(now)
            self.estimate.refuted(self.probe.seen())

    def _suffers(self, usage: Usage) -> bool:
        """Bursts of padding wait behind each other for a little; for more, the link is full."""
        late = self.estimate.trend.queue - self.estimate.trend.noise
        return late > _LATE or (usage is Usage.OVER and late > _LATE / 2)

    def queue(self, now: float) -> float:
        """Seconds that packets wait on the way, as far as is known now."""
        return self.estimate.trend.queue if now - self._heard_at < _STALE else 0.0

    def decide(self, streams: Sequence[Stream], now: float, bits: float | None = None) -> Plan:
        """Layers for now; called a few times a second. `bits`: what is known otherwise of a
        client that gives no feedback of packets."""
        queued = self.estimate.trend.queue > _LATE / 3
        carried = self.probe.result(self.estimate.lossy, now, queued=queued)
        if carried is not None:
            self.estimate.proven(carried)
        before = self.plan
        bits = self.bits(now) if bits is None else min(self.capacity, bits)
        patient = now - self._lowered_at >= self._patience
        ample = 0.0 < _AMPLE * before.goal <= bits
        self.plan = allocate(streams, bits, before.ranks, raising=patient or ample)
        self._remember(before, bits, now)
        over = self.estimate.trend.usage is Usage.OVER and now - self._heard_at < _STALE
        if self.estimate.heard and not over:
            goal = min(self.plan.goal * (1.0 if patient else _AMPLE), self.capacity)
            self.probe.consider(goal, self.estimate.bits, self.sent.octets, now)
        return self.plan

    def _remember(self, before: Plan, bits: float, now: float) -> None:
        """Layers do not flap: who had to give one up waits, longer if it was only just had."""
        ranks = self.plan.ranks
        steps = [
            _level(ranks[key]) - _level(had)
            for key, had in before.ranks.items()
            if key in ranks
        ]
        if any(step > 0 for step in steps):
            self._raised_at = now
        elif any(step < 0 for step in steps) and before.bits > bits:
            if now - self._raised_at >= _RELAPSE:
                self._patience = _PATIENCE
            elif self._raised_at > self._lowered_at:
                self._patience = min(self._patience * 2, _LONGEST)
            self._lowered_at = now

    def padding(self, now: float) -> int:
        """Bytes of padding to send now."""
        return self.probe.padding(self.sent.octets, now)


def _level(rank: int | None) -> int:
    return -1 if rank is None else rank
