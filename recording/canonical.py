"""Strict reading of JSON from files nobody vouches for. Pure; raises nothing but Malformed."""

import json
from collections.abc import Mapping
from typing import Any

from hearing.chain import canonical


class Malformed(ValueError):
    """The bytes are not what the format says; the message says where, in plain words."""


def encode(value: Mapping[str, object]) -> bytes:
    """Canonical JSON (sorted keys, no spaces, UTF-8): the same value, the same bytes."""
    return canonical(value).encode()


def decode(data: bytes | str, what: str) -> "Fields":
    """A JSON object in any spelling. Raises Malformed, for whatever the bytes are."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"{what} is not JSON") from error
    if not isinstance(value, dict):
        raise Malformed(f"{what} is not a JSON object")
    return Fields(value, what)


def decode_canonical(data: bytes, what: str) -> "Fields":
    """A JSON object in its one canonical spelling and a newline. Raises Malformed."""
    fields = decode(data, what)
    try:
        spelled = encode(fields.values) + b"\n"
    except (ValueError, RecursionError) as error:
        raise Malformed(f"{what} cannot be spelled canonically") from error
    if spelled != data:
        raise Malformed(f"{what} is not spelled canonically")
    return fields


class Fields:
    """The members of a JSON object, taken out with their types checked."""

    __slots__ = ("values", "what")

    def __init__(self, values: Mapping[str, Any], what: str) -> None:
        self.values = values
        self.what = what

    def only(self, *names: str) -> None:
        """Raises Malformed unless the members are exactly `names`."""
        if set(self.values) != set(names):
            raise Malformed(f"{self.what} has other members than the format says")

    def integer(self, name: str, minimum: int = 0, maximum: int = 2**63 - 1) -> int:
        """A whole number within [minimum, maximum]; true and false are no numbers."""
        value = self.values.get(name)
        if type(value) is not int or not minimum <= value <= maximum:
            raise Malformed(f"{self.what}: {name} is not a whole number in range")
        return value

    def text(self, name: str) -> str:
        """A string."""
        value = self.values.get(name)
        if not isinstance(value, str):
            raise Malformed(f"{self.what}: {name} is not text")
        return value

    def octets(self, name: str, size: int) -> bytes:
        """Bytes spelled as `2 * size` lower-case hex digits."""
        return octets(self.text(name), size, f"{self.what}: {name}")

    def inner(self, name: str) -> "Fields":
        """An object."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            raise Malformed(f"{self.what}: {name} is not an object")
        return Fields(value, f"{self.what}: {name}")

    def array(self, name: str) -> list["Fields"]:
        """A list of objects."""
        value = self.values.get(name)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise Malformed(f"{self.what}: {name} is not a list of objects")
        return [Fields(item, f"{self.what}: {name}[{at}]") for at, item in enumerate(value)]


def octets(text: str, size: int, what: str) -> bytes:
    """Bytes from lower-case hex of exactly `size` bytes; one value has one spelling."""
    try:
        value = bytes.fromhex(text)
    except ValueError as error:
        raise Malformed(f"{what} is not hex") from error
    if len(value) != size or value.hex() != text:
        raise Malformed(f"{what} is not {size} bytes in lower-case hex")
    return value
