"""Which addresses webhooks may reach: the world's, and what the installation names. Pure."""

import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_OWN = "localhost"


@dataclass(frozen=True, slots=True)
class Reach:
    """networks: those of their own that the installation's webhooks may reach, if any."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    def holds(self, address: str, *, own_machine: bool) -> bool:
        """Whether a webhook may be sent there. own_machine: this machine itself is allowed.

        Whoever may make webhooks could else have us ask what only we can reach: services
        beside us, a cloud's metadata, an internal network (CWE-918).
        """
        one = _meant(ip_address(address))
        if any(one in network for network in self.networks):
            return True
        if one.is_loopback:
            return own_machine
        return one.is_global and not one.is_multicast

    def may_name(self, host: str, *, own_machine: bool) -> bool:
        """As `holds`, for the host of an address; what a name leads to is seen when sending."""
        name = host.rstrip(".").lower()
        if name == _OWN or name.endswith(f".{_OWN}"):
            return self.holds("127.0.0.1", own_machine=own_machine)
        said = literal(name)
        return said is None or self.holds(said, own_machine=own_machine)


def reach(networks: Iterable[str]) -> Reach:
    """Raises ValueError for what is no network."""
    return Reach(tuple(ip_network(one, strict=False) for one in networks))


def literal(host: str) -> str | None:
    """The address that `host` writes, also as one number or in hex, as resolvers read it."""
    try:
        return str(ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return None


def allowed(addresses: Sequence[str], within: Reach, *, own_machine: bool) -> str | None:
    """The first of `addresses` that may be reached; None if any may not: a name that leads to
    both the world and our own network is no court system's."""
    if not all(within.holds(one, own_machine=own_machine) for one in addresses):
        return None
    return addresses[0] if addresses else None


def _meant(one: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one stands for, if it does."""
    if isinstance(one, IPv4Address):
        return one
    if one in _NAT64:
        return IPv4Address(int(one) & 0xFFFFFFFF)
    return one.ipv4_mapped or one.sixtofour or one
