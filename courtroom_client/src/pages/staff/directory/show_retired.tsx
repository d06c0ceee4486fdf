/** Whether a list holds what is retired, too. */
import { useTranslation } from "react-i18next";
import own from "./directory.module.css";

interface Props {
  readonly shown: boolean;
  readonly show: (shown: boolean) => void;
}

export function ShowRetired({ shown, show }: Props) {
  const { t } = useTranslation();
  return (
    <label className={own["tick"]}>
      <input type="checkbox" checked={shown} onChange={(event) => show(event.target.checked)} />
      {t("directory.show_retired")}
    </label>
  );
}
