"""A byte stream of packets with their lengths (RFC 4571), however TCP cuts it."""

from media import framing


def run(data: bytes) -> None:
    """As media.tcp reads a stranger's connection: in pieces, and at once."""
    step = data[0] % 64 + 1 if data else 1
    whole = _packets(data[1:], max(len(data), 1))
    pieces = _packets(data[1:], step)
    assert pieces[1] == whole[1], "how the stream was cut changes what it announces"
    assert all(0 < len(packet) <= framing.LONGEST for packet in whole[0])
    if whole[1]:
        return  # its connection ends, with all that came together with that length
    assert pieces[0] == whole[0], "how the stream was cut changes what is in it"
    again = b"".join(framing.framed(packet, len(packet)) for packet in whole[0])
    assert _packets(again, step) == (whole[0], False)


def _packets(data: bytes, step: int) -> tuple[list[bytes], bool]:
    """What was whole until the end, or until a length that no packet has (True)."""
    frames, found = framing.Deframer(), []
    for at in range(0, len(data), step):
        try:
            found += frames.feed(data[at : at + step])
        except framing.TooLong:
            return found, True
        assert len(frames._rest) <= framing.LONGEST + 2
    return found, False
