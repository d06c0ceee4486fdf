"""The relay's front: one door for clients and servers, several media workers behind it."""
