"""Which pages may ask: ours, by the Origin that browsers send."""

from urllib.parse import urlsplit


def same_origin(origin: str | None, host: str | None, public_origin: str) -> bool:
    """Whether a page of ours asks.

    No Origin: not a browser. Else it must be the public address's, or that of the address
    that was asked itself. Source: OWASP ASVS 4.4.2.
    """
    if origin is None or origin == public_origin:
        return True
    parts = urlsplit(origin)
    return parts.scheme in {"http", "https"} and bool(host) and parts.netloc == host


def origin_of(url: str) -> str:
    """`scheme://host[:port]` of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
