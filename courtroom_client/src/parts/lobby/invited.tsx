/** To what, and as whom, a link invites; at a point's own screen which point it serves. */
import { useTranslation } from "react-i18next";
import type { Invitation } from "../../api/links";
import { useBigType } from "../../base/use_big_type";
import type { Role } from "../../generated/protocol";
import { courtTime } from "../../language/format";
import css from "./lobby.module.css";

export function Invited({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  useBigType(invitation.role === "room_device");
  const starts = courtTime(invitation.startsAt, invitation.zone);
  return (
    <div className={css["who"]}>
      <p className={css["case"]}>{invitation.title}</p>
      {invitation.role === "room_device" ? (
        <div className={css["screen"]}>
          <p>{t("lobby.screen")}</p>
          <p className={css["point"]}>{invitation.point}</p>
          <p>{t("lobby.screen_help")}</p>
        </div>
      ) : (
        <p>
          {t("join.invited")} <strong>{t(`role.${invitation.role as Role}`)}</strong>
        </p>
      )}
      {starts !== "" && <p>{t("join.starts", { time: starts })}</p>}
    </div>
  );
}
