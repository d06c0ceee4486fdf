"""Rulings on the benchmarks of booking, small: they run, and count what they must."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from benchmarks import booking_kill, booking_race, country
from scheduler.database import open_engine
from scheduler.tables import SittingRow


async def test_of_many_who_race_nobody_books_twice(database_url: str) -> None:
    """One process after the other here; in the benchmark they are eight at once."""
    prize = await booking_race.prepare(database_url)
    outcome = await booking_race.race(database_url, prize, 7, 40)
    assert outcome.errors == 0
    assert outcome.booked
    assert outcome.refused
    assert outcome.booked + outcome.refused == len(outcome.times) == 40
    assert await booking_race.overlaps(database_url) == 0


async def test_an_overlap_would_be_counted(database_url: str) -> None:
    """Sittings that lie over each other behind the reservations' back."""
    prize = await booking_race.prepare(database_url)
    await booking_race.race(database_url, prize, 7, 40)
    engine = open_engine(database_url)
    async with engine.begin() as connection:
        week = booking_race.NOW + timedelta(days=7)
        await connection.execute(
            update(SittingRow).values(starts_at=booking_race.NOW, ends_at=week)
        )
    await engine.dispose()
    assert await booking_race.overlaps(database_url) > 0


def test_what_was_acknowledged_survives_kill_9(database_url: str) -> None:
    """Six times here, two hundred in the benchmark; of nothing is there a part."""
    report = booking_kill.measure(database_url, kills=6, processes=2)
    assert report["kills"] == 6
    assert report["acknowledged"] >= 6
    assert report["holds"], report


async def test_a_lost_or_torn_booking_would_be_counted(database_url: str) -> None:
    """Rows taken away behind the product's back."""
    prize = await booking_race.prepare(database_url)
    await booking_race.race(database_url, prize, 7, 5)
    engine = open_engine(database_url)
    async with engine.begin() as connection:
        hearing = (await connection.scalars(select(SittingRow.hearing))).first()
        await connection.execute(delete(SittingRow).where(SittingRow.hearing == hearing))
    await engine.dispose()
    found = await booking_kill.judge(database_url, ["hrg_0000000000000000"])
    assert (found["lost"], found["torn"]) == (1, 1)


async def test_a_country_is_measured_as_it_grows(database_url: str) -> None:
    """On either database; what is entered is what the guards allow."""
    report = await country.measure(database_url, [50, 100], 2)
    assert report["growth"].keys() == {"50", "100"}
    assert report["growth"]["100"].keys() == {"book_p95_ms", "slots_p95_ms", "week_p95_ms"}
    assert report["book_p95_ms"] > 0
