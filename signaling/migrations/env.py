"""Alembic's entry: runs the steps on the connection that `signaling.migrations` opened."""

from alembic import context

import scheduler.tables
import signaling.accounts.tables
import signaling.court.tables
from scheduler.database import Base

TABLES = (
    scheduler.tables,
    signaling.court.tables,
    signaling.accounts.tables,
)  # importing them fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=True,
    transactional_ddl=True,  # SQLite's DDL is transactional under our explicit BEGIN
    render_as_batch=False,
)
context.run_migrations()
