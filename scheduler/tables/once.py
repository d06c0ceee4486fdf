"""The table of requests that are done once, however often they are sent."""

from sqlalchemy import LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.database import Base
from scheduler.tables.columns import Moment


class OnceRow(Base):
    """A key somebody used. `digest`: of asker and key; `request`: of path and body; no
    `status`: not answered yet."""

    __tablename__ = "once"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    request: Mapped[bytes] = mapped_column(LargeBinary(32))
    status: Mapped[int | None]
    body: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[Moment] = mapped_column(index=True)
