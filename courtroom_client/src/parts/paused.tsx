/** Over a picture for which the network here has no room: what is below is no longer now. */
import { useTranslation } from "react-i18next";
import css from "./paused.module.css";

export function Paused({ what }: { what: "camera" | "screen" }) {
  const { t } = useTranslation();
  return (
    <p className={css["paused"]}>
      <span className={css["words"]}>{t(`court.paused.${what}`)}</span>
    </p>
  );
}
