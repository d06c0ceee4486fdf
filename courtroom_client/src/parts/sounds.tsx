/** What everybody says, wherever their picture stands. */
import { useStore } from "../base/use_store";
import type { Courtroom } from "../hearing/courtroom";
import { RemoteSound } from "./remote";

export function Sounds({ room }: { room: Courtroom }) {
  const { devices } = useStore(room.media);
  return Object.entries(devices).flatMap(([device, { microphone, screenSound }]) =>
    [microphone, screenSound].map(
      (track) =>
        track !== null && (
          <RemoteSound key={`${device} ${track.sid}`} track={track} device={device} />
        ),
    ),
  );
}
