"""The column types that every table of ours shares."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import mapped_column

from scheduler.database import Utc

Id = Annotated[str, mapped_column(String(40), primary_key=True)]
Moment = Annotated[datetime, mapped_column(Utc)]
MaybeMoment = Annotated[datetime | None, mapped_column(Utc)]
Name = Annotated[str, mapped_column(String(200))]
Word = Annotated[str, mapped_column(String(32))]
Digest = Annotated[bytes, mapped_column(LargeBinary(32), unique=True)]
ToCourt = Annotated[str, mapped_column(String(40), ForeignKey("courts.id"), index=True)]
ToHearing = Annotated[str, mapped_column(String(40), ForeignKey("hearings.id"), index=True)]
ToSeat = Annotated[str, mapped_column(String(40), ForeignKey("seats.id"), index=True)]
