"""Connections that have not said yet what they want: how many there may be, and who goes. Pure.

A whole court may sit behind one address, or behind our own proxy: so whoever waits for nothing
goes first, and somebody whose request is being answered stays.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Protocol

_FILES_FOR_OTHERS = 2  # of as many files as a process may open, one part in so many is theirs
_LEAST, _MOST = 128, 4_096


@dataclass(frozen=True, slots=True)
class Crowd:
    """from_one: of one address; in_all: of all. patience: seconds for TLS, then for a whole
    request, and between two. trusted: proxies, which speak for many."""

    from_one: int = 256
    in_all: int = 512
    patience: float = 10.0
    trusted: tuple[IPv4Network | IPv6Network, ...] = ()

    def house(self, address: str | None) -> str | None:
        """Whose a connection counts as: an address, an IPv6 network of 64 bits; None for a
        proxy's and for those without any."""
        try:
            found = ip_address((address or "").partition("%")[0])
        except ValueError:
            return None
        if isinstance(found, IPv6Address) and found.ipv4_mapped:
            found = found.ipv4_mapped
        if any(found in network for network in self.trusted):
            return None
        if found.version == 4:
            return str(found)
        return str(ip_network((found, 64), strict=False))


class Stranger(Protocol):
    """A connection that counts."""

    house: str | None
    since: float  # seconds: when it last had said anything whole

    def waits(self) -> bool:
        """Whether it is the client's turn to say something."""

    def hang_up(self) -> None:
        """End it at once."""


def too_many(crowd: Crowd, newcomer: Stranger, all_: Collection[Stranger]) -> Stranger | None:
    """Who must go since `newcomer`, one of `all_`, came."""
    same = [one for one in all_ if one.house == newcomer.house is not None]
    if len(same) > crowd.from_one:
        return _longest(same, newcomer)
    return _longest(list(all_), newcomer) if len(all_) > crowd.in_all else None


def _longest(those: Sequence[Stranger], newcomer: Stranger) -> Stranger:
    """Who has kept silent for longest; of a proxy's only where there is nobody else."""
    silent = [one for one in those if one.waits()] or [newcomer]
    return min(silent, key=lambda one: (one.house is None, one.since))


def of_files(files: int) -> tuple[int, int]:
    """How many strangers of one address and of all, where a process may open so many files."""
    in_all = min(max(files // _FILES_FOR_OTHERS, _LEAST), _MOST)
    return in_all // 2, in_all
