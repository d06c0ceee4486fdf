/** Heard or not and why, seen or not and why: in words, always in the same place. */
import { useTranslation } from "react-i18next";
import type { OwnState, WhyUnheard, WhyUnseen } from "../hearing/own";
import css from "./own_bar.module.css";

export function OwnStateWords({ own, watches }: { own: OwnState; watches: boolean }) {
  const { t } = useTranslation();
  const { unheard, unseen } = own;
  return (
    <div className={css["state"]} role="status">
      {unheard !== null && unheard === unseen ? (
        <p className={css[watches ? "calm" : "no"]}>
          {t(watches ? "own.watching" : "own.neither", { why: t(`own.why.${unheard}`) })}
        </p>
      ) : (
        <>
          <Said yes="own.heard" no="own.unheard" why={unheard} />
          <Said yes="own.seen" no="own.unseen" why={unseen} />
        </>
      )}
    </div>
  );
}

interface SaidProps {
  readonly yes: "own.heard" | "own.seen";
  readonly no: "own.unheard" | "own.unseen";
  readonly why: WhyUnheard | WhyUnseen | null;
}

function Said({ yes, no, why }: SaidProps) {
  const { t } = useTranslation();
  if (why === null) return <p className={css["yes"]}>{t(yes)}</p>;
  if (why === "companion") return <p className={css["calm"]}>{t("own.why.companion")}</p>;
  return (
    <p className={css["no"]}>
      {t(no)}: {t(`own.why.${why}`)}
    </p>
  );
}
