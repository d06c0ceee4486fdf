"""Relays side by side: what each pays for a packet. See benchmarks.relay_forwarding."""
