"""Fixtures of the benchmarks' tests."""

from tests.databases import database_url

__all__ = ["database_url"]
