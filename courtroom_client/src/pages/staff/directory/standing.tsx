/** Whether a point was tried out, and when. */
import { useTranslation } from "react-i18next";
import type { State } from "../../../api/directory";
import { courtTime } from "../../../language/format";
import css from "./directory.module.css";

interface Props {
  readonly state: State;
  readonly at: string | null;
  readonly zone: string;
}

export function Standing({ state, at, zone }: Props) {
  const { t } = useTranslation();
  const said = t(`directory.state.${state}`);
  return (
    <span className={css[state]}>
      {at === null ? said : t("directory.state_at", { state: said, time: courtTime(at, zone) })}
    </span>
  );
}
