/** For who sits at a point: their sound and picture go through the room's device. */
import { useTranslation } from "react-i18next";

export function RoomStep() {
  const { t } = useTranslation();
  return <p>{t("lobby.room.text")}</p>;
}
