"""Hearing signalling: commands in, events out, ledger, reconciler."""
