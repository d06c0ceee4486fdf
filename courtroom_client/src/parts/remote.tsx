/** A picture or a sound that came from another device. */
import type { RemoteTrack } from "livekit-client";
import { useEffect, useRef } from "react";

interface Props {
  readonly track: RemoteTrack;
  readonly device: string;
}

/** livekit-client asks for a picture as large as the element that it is attached to. */
function useAttached<Media extends HTMLMediaElement>(track: RemoteTrack) {
  const element = useRef<Media>(null);
  useEffect(() => {
    const held = element.current;
    if (held === null) return;
    track.attach(held);
    return () => {
      track.detach(held);
    };
  }, [track]);
  return element;
}

export function RemoteVideo({
  track,
  device,
  label,
  className,
}: Props & { label: string; className?: string | undefined }) {
  const video = useAttached<HTMLVideoElement>(track);
  return (
    <video
      ref={video}
      className={className}
      data-device={device}
      data-source={track.source}
      aria-label={label}
      autoPlay
      muted
      playsInline
    />
  );
}

export function RemoteSound({ track, device }: Props) {
  const audio = useAttached<HTMLAudioElement>(track);
  // biome-ignore lint/a11y/useMediaCaption: a live court is captioned by its interpreter, not here
  return <audio ref={audio} data-device={device} data-source={track.source} autoPlay />;
}
