"""What proves an account: its password's hash and its second factor, as kept."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from signaling.accounts.tables import StaffRow


@dataclass(frozen=True, slots=True)
class Kept:
    """An account's proofs. `totp`: sealed; a second factor once `totp_since` is set."""

    staff: str
    user: str
    password: str = field(repr=False)
    totp: bytes | None = field(repr=False)
    totp_since: datetime | None
    revoked_at: datetime | None


async def kept(connection: AsyncConnection, user: str) -> Kept | None:
    """The proofs of the account called `user`."""
    row = (
        await connection.execute(
            select(
                StaffRow.id,
                StaffRow.user,
                StaffRow.password,
                StaffRow.totp,
                StaffRow.totp_since,
                StaffRow.revoked_at,
            ).where(StaffRow.user == user)
        )
    ).first()
    return None if row is None else Kept(*row)


async def hold(connection: AsyncConnection, proofs: Kept) -> bool:
    """Whether the account still is as `proofs` say; if so, it stays so until the commit."""
    same = (
        update(StaffRow)
        .where(
            StaffRow.id == proofs.staff,
            StaffRow.password == proofs.password,
            StaffRow.revoked_at.is_(None),
        )
        .values(totp_step=StaffRow.totp_step)
        .returning(StaffRow.id)
    )
    return await connection.scalar(same) is not None


async def use_step(connection: AsyncConnection, staff: str, step: int) -> bool:
    """Use a time step up. Of many who show its code at once, one is first. RFC 6238 §5.2."""
    used = (
        update(StaffRow)
        .where(StaffRow.id == staff, StaffRow.totp_step < step)
        .values(totp_step=step)
        .returning(StaffRow.id)
    )
    return await connection.scalar(used) is not None
