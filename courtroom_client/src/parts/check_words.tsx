/** What a device found of itself, in words; what fails stands out. */
import { useTranslation } from "react-i18next";
import type { Device } from "../generated/protocol";
import css from "./desk_panel.module.css";

export function CheckWords({ check }: { check: Device["check"] }) {
  const { t } = useTranslation();
  if (check === null) return <p className={css["quiet"]}>{t("court.check.none")}</p>;
  const { camera, microphone, speaker, network } = check;
  const failed = [camera, microphone, speaker].includes("failed") || network === "bad";
  const words = [
    t(`court.check.camera.${camera}`),
    t(`court.check.microphone.${microphone}`),
    t(`court.check.speaker.${speaker}`),
    t(`court.check.network.${network}`, { ms: check.rtt_ms }),
  ];
  return (
    <p className={css[failed ? "bad" : "quiet"]}>
      {t("court.check.title")}: {words.join(", ")}
    </p>
  );
}
