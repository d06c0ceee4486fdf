"""The media plane: RTP/RTCP, ICE-lite, DTLS/SRTP, forwarding. Nothing is decoded."""
