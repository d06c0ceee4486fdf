"""Which simulcast layers a publisher is asked to send: none better than the best that
somebody takes (dynacast).

The layers below that one stay on though nobody may look at them: they cost little, and a
publisher whose line gets narrow falls back to the next of them, as in livekit-server. The
recorder is one of those who take, so that what the record wants is always encoded.
"""

from livekit.protocol.models import VideoQuality
from livekit.protocol.rtc import SubscribedCodec, SubscribedQuality, SubscribedQualityUpdate

from signaling.rtc.server.publication import Publication

PATIENCE = 3.0  # seconds before a layer nobody takes is paused: people come back
LAYERS = (VideoQuality.LOW, VideoQuality.MEDIUM, VideoQuality.HIGH)


def due(publication: Publication, now: float) -> SubscribedQualityUpdate | None:
    """What to tell the publisher at `now`, if anything: up at once, down with patience."""
    if not publication.info.simulcast:
        return None
    wanted = publication.media.wanted_quality()
    if wanted >= publication.quality:
        publication.lower_at = None
        return _ask(publication, wanted) if wanted > publication.quality else None
    if publication.lower_at is None:
        publication.lower_at = now + PATIENCE
    return _ask(publication, wanted) if now >= publication.lower_at else None


def _ask(publication: Publication, wanted: int) -> SubscribedQualityUpdate:
    publication.quality = wanted
    publication.lower_at = None
    return asked(publication)


def asked(publication: Publication) -> SubscribedQualityUpdate:
    """What the publisher was asked for last."""
    wanted = publication.quality
    qualities = [SubscribedQuality(quality=layer, enabled=layer <= wanted) for layer in LAYERS]
    codec = publication.info.mime_type.partition("/")[2].lower()
    return SubscribedQualityUpdate(
        track_sid=publication.sid,
        subscribed_qualities=qualities,
        subscribed_codecs=[SubscribedCodec(codec=codec, qualities=qualities)],
    )
