"""Booking: courts, points, cases, people, hearings; no room or person twice at once."""
