"""Hostile bytes for everything that reads a client's: see README.md."""
