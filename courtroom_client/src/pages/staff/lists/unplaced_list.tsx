/** What is not on a list, and why. */
import { useTranslation } from "react-i18next";
import type { Material, Unplaced } from "../../../api/lists";
import { useProblemWords } from "../../../parts/notice";
import css from "./lists.module.css";
import { named, numberOf } from "./names";

interface Props {
  readonly unplaced: readonly Unplaced[];
  readonly material: Material;
}

export function UnplacedList({ unplaced, material }: Props) {
  const { t } = useTranslation();
  const words = useProblemWords();
  if (unplaced.length === 0) return null;
  return (
    <>
      <h3>{t("lists.missing")}</h3>
      <ul className={css["plain"]}>
        {unplaced.map((one) => (
          <li key={one.case} className={css["missing"]}>
            <strong>{numberOf(material, one.case)}</strong>
            <p>{named(words(one), one.about, material)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
