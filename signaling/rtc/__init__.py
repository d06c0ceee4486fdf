"""WebRTC signalling in LiveKit's protocol."""
