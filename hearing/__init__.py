"""The rules of a hearing: pure, no IO, no clock, no framework."""
