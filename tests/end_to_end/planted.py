"""Words that must not be in any log: planted wherever people are named or type; the search.

Each holds MARK, which nothing else does; secrets that the installation makes up are noted as
they are told to somebody.
"""

import re
from dataclasses import dataclass, field
from itertools import count

MARK = "zqxkj"
_NUMBERS = re.compile(r'"(?:timestamp|ms|n|pid|udp_port)": "?[^,}"]*"?,?')
"""Numbers of our own, in which a six-digit code could stand by chance."""


def text(what: str) -> str:
    """A text that somebody types or a name that somebody bears."""
    return f"{what.title()} {MARK.title()} Mẫu"


@dataclass
class Secrets:
    """Links, cookies, tokens, codes: by what they are."""

    known: dict[str, str] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=count)

    def note(self, what: str, secret: str) -> str:
        """Remember that `secret` must not be in a log; gives it back."""
        assert len(secret) >= 6, f"{what} is no secret"
        self.known[f"{what} {next(self._numbers)}"] = secret
        return secret


def leaks(log: str, secrets: Secrets) -> list[str]:
    """The lines that tell what they must not, each with what that is."""
    found = []
    for line in log.splitlines():
        plain = _NUMBERS.sub("", line)
        told = [what for what, secret in secrets.known.items() if secret in plain]
        told += ["a planted text"] if MARK in plain.casefold() else []
        told += ["a token"] if re.search(r"\beyJ[\w-]+\.[\w-]+", plain) else []
        found += [f"{', '.join(told)}: {line}"] if told else []
    return found
