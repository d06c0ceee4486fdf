"""Accounts as kept: made, found, changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.source import Source
from scheduler.tables import CourtRow, PersonRow
from scheduler.text import clean
from signaling.accounts.rights import Office, Post
from signaling.accounts.tables import USER_LIMIT, StaffPersonRow, StaffPostRow, StaffRow

Columns = Select[*tuple[Any, ...]]
LIST_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Member:
    """A staff member. `people`: their entries in the directory. The name goes to no log."""

    id: str
    user: str
    name: str
    posts: tuple[Post, ...]
    people: tuple[str, ...]
    second_factor: bool
    signed_in_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewMember:
    """An account to make. `password`: its hash."""

    user: str
    name: str
    password: str
    posts: Sequence[Post]
    people: Sequence[str]


def user_name(typed: str) -> str:
    """An account's name as kept: composed, lower case, no spaces. Raises Refusal `staff.user`
    or those of `clean`."""
    text = clean("user", typed, USER_LIMIT).casefold()
    if " " in text or len(text) > USER_LIMIT:
        raise Refusal("staff.user")
    return text


async def add(connection: AsyncConnection, source: Source, new: NewMember) -> Member:
    """Make an account. Raises Refusal `staff.user_taken`, or as `settle`."""
    identity, user = source.identifier("stf"), user_name(new.user)
    values = {
        "id": identity,
        "user": user,
        "name": clean("name", new.name),
        "password": new.password,
        "totp_step": 0,
        "created_at": source.now,
    }
    try:
        async with connection.begin_nested():
            await connection.execute(insert(StaffRow).values(values))
    except IntegrityError as error:
        raise Refusal("staff.user_taken") from error
    await settle(connection, identity, new.posts, new.people)
    return await find(connection, identity)


async def settle(
    connection: AsyncConnection, staff: str, posts: Sequence[Post], people: Sequence[str]
) -> None:
    """Give an account these offices and entries of the directory, and no others.

    Raises Refusal `court.unknown`, `staff.post`, `person.unknown`, `staff.person_taken`.
    """
    await _must_fit(connection, posts, people)
    await connection.execute(delete(StaffPostRow).where(StaffPostRow.staff == staff))
    await connection.execute(delete(StaffPersonRow).where(StaffPersonRow.staff == staff))
    if posts:
        rows = [
            {"staff": staff, "office": post.office.value, "court": post.court}
            for post in dict.fromkeys(posts)
        ]
        await connection.execute(insert(StaffPostRow), rows)
    if people:
        belonging = [{"staff": staff, "person": person} for person in dict.fromkeys(people)]
        try:
            async with connection.begin_nested():
                await connection.execute(insert(StaffPersonRow), belonging)
        except IntegrityError as error:
            raise Refusal("staff.person_taken") from error


async def rename(connection: AsyncConnection, staff: str, name: str) -> None:
    """Show somebody under another name. Raises Refusal text.*."""
    await change(connection, staff, name=clean("name", name))


async def change(connection: AsyncConnection, staff: str, **values: Any) -> None:
    """Set columns of an account."""
    await connection.execute(update(StaffRow).where(StaffRow.id == staff).values(**values))


async def find(connection: AsyncConnection, staff: str) -> Member:
    """One account. Raises Refusal `staff.unknown`."""
    found = await _members(connection, StaffRow.id == staff)
    if not found:
        raise Refusal("staff.unknown")
    return found[0]


async def members(connection: AsyncConnection) -> list[Member]:
    """All accounts, the oldest first; revoked ones too."""
    return await _members(connection, StaffRow.id.is_not(None))


async def names_of(connection: AsyncConnection, staff: Collection[str]) -> dict[str, str]:
    """The names of accounts, by id."""
    rows = await connection.execute(
        select(StaffRow.id, StaffRow.name).where(StaffRow.id.in_(staff))
    )
    return {one: name for one, name in rows}


async def courts_of(connection: AsyncConnection, people: Collection[str]) -> set[str]:
    """The courts in whose directories `people` are."""
    rows = await connection.scalars(select(PersonRow.court).where(PersonRow.id.in_(people)))
    return set(rows)


async def _must_fit(
    connection: AsyncConnection, posts: Sequence[Post], people: Sequence[str]
) -> None:
    courts = {post.court for post in posts if post.court is not None}
    known = await connection.scalars(select(CourtRow.id).where(CourtRow.id.in_(courts)))
    for court in sorted(courts - set(known)):
        raise Refusal("court.unknown", id=court)
    for post in posts:
        if post.court is None and post.office is not Office.ADMINISTRATOR:
            raise Refusal("staff.post", office=post.office.value)
    met = await connection.scalars(select(PersonRow.id).where(PersonRow.id.in_(people)))
    for person in sorted(set(people) - set(met)):
        raise Refusal("person.unknown", id=person)


async def _members(connection: AsyncConnection, where: ColumnElement[bool]) -> list[Member]:
    rows = (
        await connection.execute(
            select(
                StaffRow.id,
                StaffRow.user,
                StaffRow.name,
                StaffRow.totp_since,
                StaffRow.signed_in_at,
                StaffRow.revoked_at,
            )
            .where(where)
            .order_by(StaffRow.created_at, StaffRow.id)
            .limit(LIST_LIMIT)
        )
    ).all()
    posts = await _posts(connection, where)
    people = await _people(connection, where)
    return [
        Member(
            id=row.id,
            user=row.user_name,
            name=row.name,
            posts=tuple(posts.get(row.id, ())),
            people=tuple(people.get(row.id, ())),
            second_factor=row.totp_since is not None,
            signed_in_at=row.signed_in_at,
            revoked_at=row.revoked_at,
        )
        for row in rows
    ]


async def _posts(
    connection: AsyncConnection, where: ColumnElement[bool]
) -> dict[str, list[Post]]:
    rows = await connection.execute(
        select(StaffPostRow.staff, StaffPostRow.office, StaffPostRow.court)
        .join(StaffRow, StaffRow.id == StaffPostRow.staff)
        .where(where)
        .order_by(StaffPostRow.id)
    )
    held: dict[str, list[Post]] = {}
    for staff, office, court in rows:
        held.setdefault(staff, []).append(Post(Office(office), court))
    return held


async def _people(
    connection: AsyncConnection, where: ColumnElement[bool]
) -> dict[str, list[str]]:
    rows = await connection.execute(
        select(StaffPersonRow.staff, StaffPersonRow.person)
        .join(StaffRow, StaffRow.id == StaffPersonRow.staff)
        .where(where)
        .order_by(StaffPersonRow.person)
    )
    held: dict[str, list[str]] = {}
    for staff, person in rows:
        held.setdefault(staff, []).append(person)
    return held
