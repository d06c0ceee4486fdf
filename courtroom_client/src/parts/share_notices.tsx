/** That one's own screen is being shown, or why it is not. */
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { Courtroom } from "../hearing/courtroom";
import { Notice } from "./notice";

export function ShareNotices({ room }: { room: Courtroom }) {
  const { t } = useTranslation();
  const shared = useStore(room.share);
  if (shared.is === "live") return <Notice role="status">{t("court.share.own")}</Notice>;
  if (shared.is !== "failed") return null;
  return (
    <Notice tone="bad" role="alert">
      {t(`court.share.${shared.why}`)}
    </Notice>
  );
}
