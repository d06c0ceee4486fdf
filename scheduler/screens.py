"""Points' own screens as the booking keeps them: each point is seated as itself."""

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.roles import Role
from scheduler.hearings import BookedDevice, Listed
from scheduler.source import Source
from scheduler.tables import PersonRow, SeatRow


async def seat(
    connection: AsyncConnection,
    source: Source,
    line: Listed,
    *,
    seat: str,
    device: BookedDevice,
    name: str,
) -> str:
    """Enter `seat` for a screen; the directory's entry of its point, which is made if needed.

    It is nobody who could be busy elsewhere, so nothing is reserved.
    """
    person = f"per_{(device.point or device.id).partition('_')[2]}"
    known = await connection.scalar(select(PersonRow.id).where(PersonRow.id == person))
    if known is None:
        await connection.execute(
            insert(PersonRow).values(
                id=person, court=line.court, name=name, created_at=source.now
            )
        )
    await connection.execute(
        insert(SeatRow).values(
            id=seat,
            hearing=line.id,
            person=person,
            role=Role.ROOM_DEVICE.value,
            device=device.id,
        )
    )
    return person
