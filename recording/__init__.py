"""The record: packets, journal, seal, verification, rendering, export."""
