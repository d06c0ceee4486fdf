"""The relay's process: rooms, participants, grants, RoomService, webhooks."""
