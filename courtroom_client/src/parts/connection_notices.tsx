/** What is wrong with the connection, said at once and until it is healed. */
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { Courtroom } from "../hearing/courtroom";
import { claim, tone } from "../hearing/record";
import { Button } from "./button";
import { Notice, ProblemNotice } from "./notice";
import { FoundNotice } from "./silent_notice";

const UNRECORDED = "alarm.not_recorded";

export function ConnectionNotices({ room }: { room: Courtroom }) {
  const { t } = useTranslation();
  const { link, alarms, state } = useStore(room.socket);
  const said = state !== null && tone(claim(state, link, alarms), state.status) === "alarm"; // by the hearing's bar
  const { link: media, soundBlocked } = useStore(room.media);
  return (
    <>
      {link === "lost" && (
        <Notice tone="bad" role="alert">
          {t("connection.lost")}
        </Notice>
      )}
      {alarms
        .filter(({ code }) => !(said && code === UNRECORDED))
        .map((alarm) => (
          <ProblemNotice key={alarm.code} problem={alarm} />
        ))}
      {media === "reconnecting" && (
        <Notice tone="bad" role="alert">
          {t("connection.media_lost")}
        </Notice>
      )}
      {media === "elsewhere" && (
        <Notice tone="bad" role="alert">
          <p>{t("connection.elsewhere")}</p>
          <Button onPress={() => room.media.takeBack()}>{t("connection.here")}</Button>
        </Notice>
      )}
      <FoundNotice room={room} />
      {soundBlocked && (
        <Notice role="alert">
          <p>{t("own.listen_why")}</p>
          <Button look="primary" onPress={() => room.media.listen()}>
            {t("own.listen")}
          </Button>
        </Notice>
      )}
    </>
  );
}
