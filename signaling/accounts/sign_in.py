"""Signing in: a password, then a one-time code; the second factor is set up at the first.

Order: count the try, compare the password outside any transaction, then do the rest in one.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from hearing.refusal import Refusal
from scheduler.database import reading
from scheduler.source import Source
from signaling.accounts import sessions, totp, tries
from signaling.accounts.audit import NOBODY, note
from signaling.accounts.credentials import Kept, hold, kept, use_step
from signaling.accounts.passwords import Passwords
from signaling.accounts.seal import NONCE_BYTES, Seal
from signaling.accounts.sessions import Begun
from signaling.accounts.staff import Member, change, find, user_name

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody typed. `address`: where from, as limits count addresses."""

    user: str
    password: str = field(repr=False)
    code: str | None = field(repr=False)
    address: str


@dataclass(frozen=True, slots=True)
class Entered:
    """Signed in."""

    member: Member
    begun: Begun


@dataclass(frozen=True, slots=True)
class MustEnrol:
    """The password is right; an authenticator app must be set up before anything else."""

    secret: str = field(repr=False)
    address: str = field(repr=False)


class SignIn:
    """The way in. `second_factor` False: codes are asked only of those who set them up.

    pause: lets so many seconds go by.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        passwords: Passwords,
        seal: Seal,
        *,
        second_factor: bool,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._engine = engine
        self._passwords = passwords
        self._seal = seal
        self._second_factor = second_factor
        self._pause = pause

    async def __call__(self, source: Source, typed: Credentials) -> Entered | MustEnrol:
        """Let somebody in.

        Raises Refusal `staff.credentials`, `staff.code_needed` (half way: the password is
        right), `staff.code_wrong`, `staff.too_many`.
        """
        user = _spelled(typed.user)
        counted = await self._counted(source, user, typed.address)
        async with reading(self._engine) as connection:
            proofs = await kept(connection, user)
        try:
            entered = await self._prove(source, typed, proofs)
        except Refusal as refusal:
            await self._refused(source, refusal, proofs)
            if refusal.code == "staff.code_needed":
                await self._well(counted)
            raise
        await self._well(counted)
        if isinstance(entered, Entered):
            async with self._engine.begin() as connection:
                await tries.proven(connection, user, typed.address)
        return entered

    async def again(self, source: Source, member: Member, password: str) -> None:
        """Whoever is signed in shows the password once more.

        Raises Refusal `staff.credentials`, `staff.too_many`.
        """
        counted = await self._counted(source, member.user, member.id)
        async with reading(self._engine) as connection:
            proofs = await kept(connection, member.user)
        if not await self._passwords.right(password, _hash(proofs)):
            raise Refusal("staff.credentials")
        await self._well(counted)

    async def _counted(self, source: Source, user: str, address: str) -> tries.Try:
        async with self._engine.begin() as connection:
            counted = await tries.begin(connection, source.now, user, address)
        if counted.wait:
            await self._pause(counted.wait)
        return counted

    async def _well(self, counted: tries.Try) -> None:
        async with self._engine.begin() as connection:
            await tries.well(connection, counted)

    async def _prove(
        self, source: Source, typed: Credentials, proofs: Kept | None
    ) -> Entered | MustEnrol:
        right = await self._passwords.right(typed.password, _hash(proofs))
        if proofs is None or not right or proofs.revoked_at is not None:
            raise Refusal("staff.credentials")
        fresh = None
        if self._passwords.stale(proofs.password):
            fresh = await self._passwords.hashed(typed.password)
        async with self._engine.begin() as connection:
            if not await hold(connection, proofs):
                raise Refusal("staff.credentials")  # changed or revoked since it was read
            if fresh is not None:
                await change(connection, proofs.staff, password=fresh)
            return await self._second(connection, source, proofs, typed.code)

    async def _second(
        self, connection: AsyncConnection, source: Source, proofs: Kept, code: str | None
    ) -> Entered | MustEnrol:
        """What comes after the password."""
        enrolled = proofs.totp_since is not None
        if not enrolled and not self._second_factor:
            return await _enter(connection, source, proofs.staff)
        secret = proofs.totp and self._seal.open(proofs.totp, proofs.staff)
        if not enrolled and not (secret and code):
            return await self._enrol(connection, source, proofs, secret or None)
        if not code:
            raise Refusal("staff.code_needed")
        step = totp.step_of(secret, code, source.now) if secret else None
        if step is None or not await use_step(connection, proofs.staff, step):
            raise Refusal("staff.code_wrong")
        if not enrolled:
            await change(connection, proofs.staff, totp_since=source.now)
            await note(
                connection, source, proofs.staff, "second_factor_set", staff=proofs.staff
            )
        return await _enter(connection, source, proofs.staff)

    async def _enrol(
        self, connection: AsyncConnection, source: Source, proofs: Kept, secret: str | None
    ) -> MustEnrol:
        """The same secret until a code of it was shown: pages are reloaded half way."""
        if secret is None:
            secret = totp.secret(source.randomness(totp.SECRET_BYTES))
            sealed = self._seal.close(secret, proofs.staff, source.randomness(NONCE_BYTES))
            await change(connection, proofs.staff, totp=sealed)
        return MustEnrol(secret, totp.address(secret, proofs.user))

    async def _refused(self, source: Source, refusal: Refusal, proofs: Kept | None) -> None:
        """Written down for accounts nobody has, too: else the time it takes would tell them
        apart. What was typed is not: it may be a password in the wrong box."""
        if refusal.code == "staff.code_needed":
            return
        staff = UNKNOWN if proofs is None else proofs.staff
        async with self._engine.begin() as connection:
            await note(
                connection, source, NOBODY, "sign_in_refused", staff=staff, code=refusal.code
            )


def _hash(proofs: Kept | None) -> str | None:
    return None if proofs is None else proofs.password


def _spelled(user: str) -> str:
    """The account's name, or "" for what can be none."""
    try:
        return user_name(user)
    except Refusal:
        return ""


async def _enter(connection: AsyncConnection, source: Source, staff: str) -> Entered:
    await change(connection, staff, signed_in_at=source.now)
    begun = await sessions.begin(connection, source, staff)
    await note(connection, source, staff, "signed_in", staff=staff)
    return Entered(await find(connection, staff), begun)
