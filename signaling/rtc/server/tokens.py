"""LiveKit access tokens: read and checked, refreshed, and made for webhooks."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import jwt
from livekit.protocol.models import ParticipantInfo
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from hearing.refusal import Refusal
from signaling.rtc.server import grants
from signaling.rtc.server.grants import Grants

ALGORITHM = (
    "HS256"  # the only one: an allow-list, so that a token cannot choose (CVE-2021-39215)
)
LEEWAY = 60.0  # seconds between the clocks of issuer and relay; livekit.api uses the same
MIN_SECRET = 32  # bytes; RFC 7518 §3.2: a key of the hash's size or larger
REFRESHED = 600.0  # seconds a refreshed token lives; LiveKit: ten minutes
KINDS = frozenset(name.lower() for name, _number in ParticipantInfo.Kind.items())


@dataclass(frozen=True, slots=True)
class Claims:
    """Who a token speaks for and what it may do. Times are seconds since 1970."""

    identity: str
    grants: Grants
    name: str = ""
    metadata: str = ""
    kind: str = "standard"
    attributes: Mapping[str, str] | None = None


class _Wire(BaseModel):
    model_config = ConfigDict(extra="ignore", alias_generator=to_camel, strict=True)


_Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]


def _unset(default: bool) -> BeforeValidator:
    return BeforeValidator(lambda value: default if value is None else value)


_Off = Annotated[bool, _unset(False)]
_On = Annotated[bool, _unset(True)]


class _Video(_Wire):
    room: _Text = ""
    room_join: _Off = False
    room_create: _Off = False
    room_list: _Off = False
    room_admin: _Off = False
    can_publish: _On = True
    can_subscribe: _On = True
    can_publish_data: _On = True
    can_update_own_metadata: _Off = False
    hidden: _Off = False
    recorder: _Off = False
    can_publish_sources: list[str] | None = None


class _Payload(_Wire):
    exp: float
    nbf: float = 0.0
    sub: _Text = ""
    name: _Text = ""
    metadata: _Text = ""
    kind: _Text = ""
    attributes: dict[str, str] | None = None
    video: _Video | None = Field(default=None)


@dataclass(frozen=True, slots=True)
class Keys:
    """The API key and its secret. Raises ValueError on a secret too short to be one."""

    api_key: str
    api_secret: str

    def __post_init__(self) -> None:
        if len(self.api_secret.encode()) < MIN_SECRET or not self.api_key:
            raise ValueError(f"the API secret must have at least {MIN_SECRET} bytes")

    def __repr__(self) -> str:
        return "Keys(<redacted>)"


def verify(token: str, keys: Keys, now: float) -> Claims:
    """The claims of a token that is ours and valid at `now`. Raises Refusal("rtc.token").

    PyJWT compares signatures in constant time. Times are checked here, against `now`.
    """
    try:
        decoded = jwt.decode(
            token,
            keys.api_secret,
            algorithms=[ALGORITHM],
            options={
                "require": ["exp", "iss"],
                "verify_exp": False,
                "verify_nbf": False,
                "verify_iat": False,
                "verify_aud": False,
            },
        )
        payload = _Payload.model_validate(decoded)
        issuer = str(decoded["iss"])
        granted = _granted(payload.video)
    except (jwt.PyJWTError, ValidationError, KeyError, ValueError) as error:
        raise Refusal("rtc.token") from error
    timely = payload.nbf - LEEWAY <= now < payload.exp + LEEWAY
    if not timely or not hmac.compare_digest(issuer.encode(), keys.api_key.encode()):
        raise Refusal("rtc.token")
    return Claims(
        identity=payload.sub,
        name=payload.name,
        metadata=payload.metadata,
        kind=payload.kind if payload.kind in KINDS else "standard",
        attributes=payload.attributes,
        grants=granted,
    )


def _granted(video: _Video | None) -> Grants:
    if video is None:
        return Grants(can_publish=False, can_subscribe=False, can_publish_data=False)
    given = video.model_dump(exclude={"can_publish_sources"})
    return Grants(**given, sources=grants.sources(video.can_publish_sources or []))


def refreshed(claims: Claims, keys: Keys, now: float) -> str:
    """A token with the same claims, valid for ten minutes, for the client's next reconnect."""
    return _sign(
        {
            "sub": claims.identity,
            "name": claims.name,
            "metadata": claims.metadata,
            "kind": claims.kind,
            "attributes": dict(claims.attributes or {}),
            "video": claims.grants.claim(),
        },
        keys,
        now,
    )


def for_webhook(sha256: str, keys: Keys, now: float) -> str:
    """A token that vouches for a webhook's body. sha256: base64 of the body's digest."""
    return _sign({"sha256": sha256}, keys, now)


def for_metrics(keys: Keys, now: float) -> str:
    """A token with which a front reads its workers' metrics."""
    return _sign({"video": {"roomList": True}}, keys, now)


def _sign(claims: Mapping[str, object], keys: Keys, now: float) -> str:
    life = {"iss": keys.api_key, "nbf": int(now), "exp": int(now + REFRESHED)}
    return jwt.encode({**claims, **life}, keys.api_secret, algorithm=ALGORITHM)
