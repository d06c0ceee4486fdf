/** Whether an observer is 16 or over. No birth date is asked and nothing is kept. */
import { useTranslation } from "react-i18next";
import { useStore } from "../../base/use_store";
import type { Lobby } from "../../lobby/lobby";
import { Button } from "../button";
import { Notice } from "../notice";
import css from "./lobby.module.css";

export function AgeStep({ lobby }: { lobby: Lobby }) {
  const { t } = useTranslation();
  const { adult } = useStore(lobby);
  return (
    <>
      <p>{t("lobby.age.text")}</p>
      {adult === false && (
        <Notice tone="bad" role="alert">
          {t("lobby.age.refused")}
        </Notice>
      )}
      {adult !== true && (
        <div className={css["answers"]}>
          <Button
            look="primary"
            onPress={() => {
              lobby.says({ adult: true });
              lobby.next();
            }}
          >
            {t("lobby.age.yes")}
          </Button>
          <Button onPress={() => lobby.says({ adult: false })}>{t("lobby.age.no")}</Button>
        </div>
      )}
    </>
  );
}
