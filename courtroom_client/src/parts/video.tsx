/** A picture or a sound from a track of this machine. Remote ones attach themselves (see tile). */
import { useEffect, useRef } from "react";

interface Props {
  readonly track: MediaStreamTrack;
  readonly label: string;
  readonly className?: string | undefined;
}

/** One's own picture, mirrored as people know themselves; never with sound. */
export function OwnVideo({ track, label, className }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    element.srcObject = new MediaStream([track]);
    return () => {
      element.srcObject = null;
    };
  }, [track]);
  return (
    <video ref={video} className={className} aria-label={label} autoPlay muted playsInline />
  );
}
