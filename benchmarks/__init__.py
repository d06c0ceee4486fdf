"""Measurements; each prints one JSON object. Run as `python -m benchmarks.NAME`."""
