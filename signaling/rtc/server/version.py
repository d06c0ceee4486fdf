"""Which LiveKit the relay says it is: clients choose by it what they may ask for."""

VERSION = "1.9.2"
"""The first livekit-server with all that the relay speaks: one connection for both ways
(#3873), and answers that say which track is on which section (#4005). Not a later one: after
1.13.6 livekit-client would send VP9 and AV1 as simulcast, which the relay does not forward."""

PROTOCOL = 16
"""Of LiveKit's signalling. 17 adds packet trailers, which the relay does not know."""
