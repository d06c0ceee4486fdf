"""Tables of join links and of the sessions they begin. Secrets only as hashes."""

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.database import Base
from scheduler.tables.columns import (
    Digest,
    Id,
    MaybeMoment,
    Moment,
    Name,
    ToHearing,
    ToSeat,
)


class JoinLinkRow(Base):
    """A personal link to one seat, good for one redemption during [valid_from, valid_to).

    notice: the message it was sent in. All links that notices brought to one seat are one way
    in: using one uses all.
    """

    __tablename__ = "join_links"

    id: Mapped[Id]
    hearing: Mapped[ToHearing]
    seat: Mapped[ToSeat]
    digest: Mapped[Digest]
    valid_from: Mapped[Moment]
    valid_to: Mapped[Moment]
    created_at: Mapped[Moment]
    redeemed_at: Mapped[MaybeMoment]
    revoked_at: Mapped[MaybeMoment]
    notice: Mapped[str | None] = mapped_column(String(40))

    __table_args__ = (CheckConstraint("valid_to > valid_from", name="times"),)


class SeatSessionRow(Base):
    """A browser that redeemed a link: it holds the secret whose hash is kept here.

    attempt: hash of what that browser called its attempt, so that only it may ask again.
    """

    __tablename__ = "seat_sessions"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    link: Mapped[str] = mapped_column(String(40), ForeignKey("join_links.id"), unique=True)
    seat: Mapped[ToSeat]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[MaybeMoment]
    attempt: Mapped[bytes | None] = mapped_column(LargeBinary(32))


class SeatTransferRow(Base):
    """The one code that may open a seat in another browser now. Six digits are few: they are
    kept as scrypt of salt and code, and few `tries` are allowed."""

    __tablename__ = "seat_transfers"

    seat: Mapped[str] = mapped_column(String(40), ForeignKey("seats.id"), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    issued_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    tries: Mapped[int]
    used_at: Mapped[MaybeMoment]


class RemoteOrderRow(Base):
    """The court's order that people take part by a link, each from where they are.

    document: the order, as the court numbers it; ordered_at: when it was made. entered_by: the
    staff account that wrote it down, at `created_at`.
    """

    __tablename__ = "remote_orders"

    id: Mapped[Id]
    hearing: Mapped[ToHearing]
    document: Mapped[Name]
    ordered_at: Mapped[Moment]
    created_at: Mapped[Moment]
    entered_by: Mapped[str] = mapped_column(String(64))


class RemoteOrderSeatRow(Base):
    """A seat that an order is for; its links are the order's."""

    __tablename__ = "remote_order_seats"

    remote_order: Mapped[str] = mapped_column(
        String(40), ForeignKey("remote_orders.id"), primary_key=True
    )
    seat: Mapped[str] = mapped_column(
        String(40), ForeignKey("seats.id"), primary_key=True, index=True
    )
