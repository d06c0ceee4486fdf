/** Measures the network again from the waiting room, and tells the clerk what was found. */
import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { Courtroom } from "../hearing/courtroom";
import { useCommand } from "../hearing/use_command";
import { joined } from "../lobby/joined";
import type { Lobby } from "../lobby/lobby";
import { Button } from "./button";
import { ProblemNotice } from "./notice";

/** Nothing after the page was loaded anew: it no longer has the link. */
export function NetworkAgain({ room }: { room: Courtroom }) {
  const lobby = joined.lobbyOf(room.seat);
  return lobby === undefined ? null : <Measuring room={room} lobby={lobby} />;
}

function Measuring({ room, lobby }: { room: Courtroom; lobby: Lobby }) {
  const { t } = useTranslation();
  const { busy, verdict } = useStore(lobby.way);
  const { problem, give } = useCommand(room);
  const untold = useRef(false);
  const start = useCallback(() => {
    untold.current = true;
    lobby.way.start();
  }, [lobby]);
  useEffect(() => {
    // Who joined before it was measured is measured here.
    if (lobby.way.get().verdict === null) start();
    return () => lobby.way.stop();
  }, [lobby, start]);
  useEffect(() => {
    if (!untold.current || busy !== null || verdict === null) return;
    untold.current = false;
    const { report } = lobby.findings();
    if (report !== null) give(report);
  }, [lobby, busy, verdict, give]);
  return (
    <div>
      <Button isDisabled={busy !== null} onPress={start}>
        {t("waiting.measure")}
      </Button>
      <p role="status">{busy !== null && t("waiting.measuring")}</p>
      {problem !== null && <ProblemNotice problem={problem} />}
    </div>
  );
}
