/** The state of a hearing, in words; the colour only repeats them. */
import { useTranslation } from "react-i18next";
import type { Status } from "../generated/protocol";
import css from "./state_badge.module.css";

const TONES: Readonly<Record<Status, string | undefined>> = {
  draft: "",
  scheduled: "",
  open: css["live"],
  in_session: css["live"],
  recess: css["wait"],
  suspended: css["wait"],
  closed: "",
  adjourned: "",
  cancelled: css["bad"],
  moved_in_person: "",
};

export function StateBadge({ state }: { state: Status }) {
  const { t } = useTranslation();
  return <span className={`${css["badge"]} ${TONES[state]}`}>{t(`status.${state}`)}</span>;
}
