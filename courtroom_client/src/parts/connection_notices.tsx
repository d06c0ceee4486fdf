/** What is wrong with the connection, said at once and until it is healed. */
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { Courtroom } from "../hearing/courtroom";
import { Button } from "./button";
import { Notice } from "./notice";
import { FoundNotice } from "./silent_notice";

export function ConnectionNotices({ room }: { room: Courtroom }) {
  const { t } = useTranslation();
  const { link } = useStore(room.socket);
  const { link: media, soundBlocked } = useStore(room.media);
  return (
    <>
      {link === "lost" && (
        <Notice tone="bad" role="alert">
          {t("connection.lost")}
        </Notice>
      )}
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
