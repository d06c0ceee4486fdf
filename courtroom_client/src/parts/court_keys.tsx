/** The courtroom's keys put to work; it shows nothing. */
import { useCallback, useMemo } from "react";
import { usePushToTalk, useShortcuts } from "../base/use_keys";
import type { HearingState } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { floorOfAll } from "../hearing/desk";
import { arrivals } from "../hearing/lobby";
import { isLive } from "../hearing/status";
import type { Steps } from "../hearing/use_steps";

export function OwnKeys({ room, live }: { room: Courtroom; live: boolean }) {
  const keys = useMemo(
    () => ({
      "ctrl+d": () => room.capture.toggle("microphone"),
      "ctrl+e": () => room.capture.toggle("camera"),
      "alt+y": () => live && room.share.possible && room.share.toggle(),
    }),
    [room, live],
  );
  useShortcuts(keys);
  const talk = useCallback(
    (talking: boolean) => {
      const { microphone } = room.capture.get();
      // Who is heard already stays heard; who holds the bar is heard until it is let go.
      if (microphone.is === "live" && microphone.on !== talking) {
        if (talking || room.pushed) room.capture.turn("microphone", talking);
        room.pushed = talking;
      }
    },
    [room],
  );
  usePushToTalk(talk);
  return null;
}

interface DeskProps {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly steps: Steps;
  readonly toggle: () => void;
}

export function DeskKeys({ room, state, steps, toggle }: DeskProps) {
  const next = steps.rows.find(({ aside, asks }) => !aside && asks === "nothing");
  const end = steps.rows.find(({ asks }) => asks === "yes");
  const longest = isLive(state.status)
    ? arrivals(state)
        .flatMap(({ waiting }) => waiting)
        .sort(({ device: a }, { device: b }) =>
          (a.waiting_since ?? "").localeCompare(b.waiting_since ?? ""),
        )[0]
    : undefined;
  useShortcuts({
    "alt+n": () => steps.take(next),
    "alt+x": () => steps.take(end),
    "alt+m": () => steps.floorOfAll(floorOfAll(state, true).length > 0),
    "alt+b": toggle,
    "alt+a": () =>
      longest && void room.socket.command({ type: "admit", device: longest.device.id }),
  });
  return null;
}
