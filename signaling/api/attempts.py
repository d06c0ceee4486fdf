"""How many wrong join links came from one address lately. Pure; time is an argument."""

import ipaddress
from datetime import datetime, timedelta

from signaling.accounts.limits import Allowance

MOST = 20
WINDOW = timedelta(minutes=1)


class Attempts:
    """Counts failures only: a courtroom behind one address joins without limit."""

    def __init__(self, most: int = MOST, window: timedelta = WINDOW) -> None:
        self._allowance = Allowance(most, window, "link.too_many")

    def failed(self, address: str, now: datetime) -> None:
        """Count a failure. Raises Refusal `link.too_many` beyond the limit."""
        self._allowance.take(network(address), now)


def network(address: str) -> str:
    """An IPv4 address, or the /64 an IPv6 host may choose addresses from."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
