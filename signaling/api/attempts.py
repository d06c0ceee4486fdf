"""How many wrong join links came from one address lately. Pure; time is an argument."""

import ipaddress
from collections import OrderedDict, deque
from datetime import datetime, timedelta

from hearing.refusal import Refusal

MOST = 20
WINDOW = timedelta(minutes=1)
MOST_ADDRESSES = 10_000  # remembered; beyond, the one heard of longest ago is forgotten


class Attempts:
    """Counts failures only: a courtroom behind one address joins without limit."""

    def __init__(self, most: int = MOST, window: timedelta = WINDOW) -> None:
        self._most = most
        self._window = window
        self._failures: OrderedDict[str, deque[datetime]] = OrderedDict()

    def failed(self, address: str, now: datetime) -> None:
        """Count a failure. Raises Refusal `link.too_many` beyond the limit."""
        failures = self._of(_network(address))
        while failures and failures[0] <= now - self._window:
            failures.popleft()
        if len(failures) >= self._most:
            left = failures[0] + self._window - now
            raise Refusal("link.too_many", seconds=max(1, round(left.total_seconds())))
        failures.append(now)

    def _of(self, network: str) -> deque[datetime]:
        failures = self._failures.setdefault(network, deque())
        self._failures.move_to_end(network)
        if len(self._failures) > MOST_ADDRESSES:
            self._failures.popitem(last=False)
        return failures


def _network(address: str) -> str:
    """An IPv4 address, or the /64 an IPv6 host may choose addresses from."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
