/** A bar that moves when the microphone hears something. */
import { useEffect, useRef } from "react";
import { listenToLevel } from "../media/level";

interface Props {
  readonly track: MediaStreamTrack;
  readonly label: string;
  readonly className?: string | undefined;
  /** Told whenever there is more than a silent room's noise. */
  readonly heard?: () => void;
}

const A_VOICE = 0.25; // -45 dBFS

export function LevelBar({ track, label, className, heard }: Props) {
  const bar = useRef<HTMLMeterElement>(null);
  useEffect(
    () =>
      listenToLevel(track, (level) => {
        // Twelve times a second: past React, straight into the element.
        if (bar.current !== null) bar.current.value = level;
        if (level > A_VOICE) heard?.();
      }),
    [track, heard],
  );
  return <meter ref={bar} className={className} aria-label={label} min={0} max={1} value={0} />;
}
