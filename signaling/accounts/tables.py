"""Tables of staff accounts. Passwords and sessions only as hashes, second factors sealed."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.database import Base
from scheduler.tables.columns import Id, MaybeMoment, Moment, Name, Word

USER_LIMIT = 64


class StaffRow(Base):
    """An account. `totp`: sealed; a second factor once `totp_since` is set.

    totp_step: the last time step whose code was used; no code counts twice.
    """

    __tablename__ = "staff"

    id: Mapped[Id]
    user: Mapped[str] = mapped_column("user_name", String(USER_LIMIT), unique=True)
    name: Mapped[Name]
    password: Mapped[str] = mapped_column(String(255))
    totp: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_since: Mapped[MaybeMoment]
    totp_step: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[Moment]
    signed_in_at: Mapped[MaybeMoment]
    revoked_at: Mapped[MaybeMoment]


class StaffPostRow(Base):
    """An office of an account; no court: at all of them."""

    __tablename__ = "staff_posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff: Mapped[str] = mapped_column(String(40), ForeignKey("staff.id"), index=True)
    office: Mapped[Word]
    court: Mapped[str | None] = mapped_column(String(40), ForeignKey("courts.id"))


class StaffPersonRow(Base):
    """Whom of the directory an account belongs to: one entry a court, each of one account."""

    __tablename__ = "staff_people"

    person: Mapped[str] = mapped_column(String(40), ForeignKey("people.id"), primary_key=True)
    staff: Mapped[str] = mapped_column(String(40), ForeignKey("staff.id"), index=True)


class StaffSessionRow(Base):
    """A browser somebody signed in with: it holds the secret whose hash is kept here."""

    __tablename__ = "staff_sessions"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff: Mapped[str] = mapped_column(String(40), ForeignKey("staff.id"), index=True)
    created_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[MaybeMoment]


class StaffEntryRow(Base):
    """A seat taken by account: its join link, redeemed as it was made, and by which session."""

    __tablename__ = "staff_entries"

    link: Mapped[str] = mapped_column(String(40), ForeignKey("join_links.id"), primary_key=True)
    session: Mapped[bytes] = mapped_column(
        LargeBinary(32), ForeignKey("staff_sessions.digest"), index=True
    )


class SignInTryRow(Base):
    """A sign-in that failed or is under way. `key`: a digest of what its limit is about."""

    __tablename__ = "sign_in_tries"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    at: Mapped[Moment] = mapped_column(index=True)


class AuditRow(Base):
    """What was done with accounts, hash-chained. `body`: the canonical JSON `hash` is of."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
