"""Webhooks: other systems are told what happens to hearings; signed, and retried."""
