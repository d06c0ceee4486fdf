/** What became of a list that was booked. */
import { useTranslation } from "react-i18next";
import type { Material, Outcome } from "../../../api/lists";
import { Notice, useProblemWords } from "../../../parts/notice";
import css from "./lists.module.css";
import { numberOf } from "./names";

interface Props {
  readonly outcomes: readonly Outcome[];
  readonly material: Material;
}

export function Outcomes({ outcomes, material }: Props) {
  const { t } = useTranslation();
  const words = useProblemWords();
  const failed = outcomes.flatMap(({ case: id, problem }) =>
    problem === null ? [] : [{ id, problem }],
  );
  return (
    <>
      <Notice tone="good" role="status">
        <p>{t("lists.booked", { count: outcomes.length - failed.length })}</p>
      </Notice>
      {failed.length > 0 && <h3>{t("lists.not_booked")}</h3>}
      <ul className={css["plain"]}>
        {failed.map(({ id, problem }) => (
          <li key={id} className={css["missing"]}>
            <strong>{numberOf(material, id)}</strong>
            <p>{words(problem)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
