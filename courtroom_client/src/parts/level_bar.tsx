/** A bar that moves when the microphone hears something. */
import { useEffect, useRef } from "react";
import { listenToLevel } from "../media/level";

interface Props {
  readonly track: MediaStreamTrack;
  readonly label: string;
  readonly className?: string | undefined;
}

export function LevelBar({ track, label, className }: Props) {
  const bar = useRef<HTMLMeterElement>(null);
  useEffect(
    () =>
      listenToLevel(track, (level) => {
        // Twelve times a second: past React, straight into the element.
        if (bar.current !== null) bar.current.value = level;
      }),
    [track],
  );
  return <meter ref={bar} className={className} aria-label={label} min={0} max={1} value={0} />;
}
