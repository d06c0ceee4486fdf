/** That one's own screen is being shown, or why it is not. */
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { Courtroom } from "../hearing/courtroom";
import css from "./own_bar.module.css";

export function ShareWords({ room }: { room: Courtroom }) {
  const { t } = useTranslation();
  const shared = useStore(room.share);
  if (shared.is === "live") {
    return (
      <p role="status" className={css["yes"]}>
        {t("court.share.own")}
      </p>
    );
  }
  if (shared.is !== "failed") return null;
  return (
    <p role="alert" className={css["no"]}>
      {t(`court.share.${shared.why}`)}
    </p>
  );
}
