"""The roots: settings, wiring, processes."""
