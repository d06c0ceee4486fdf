/** The installation's courts: added, changed, retired by its administrator. */
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { allCourts } from "../../../api/directory";
import { AskedProblem } from "../../../parts/asked_problem";
import { Button } from "../../../parts/button";
import { Notice } from "../../../parts/notice";
import { useAsked } from "../../../staff/use_asked";
import css from "../accounts.module.css";
import { EntryCard } from "./entry_card";
import { EntryForm } from "./entry_form";
import { ShowRetired } from "./show_retired";

/** `changed`: the courts to choose from are others now. */
export function CourtList({ changed }: { readonly changed: () => void }) {
  const { t } = useTranslation();
  const [retired, setRetired] = useState(false);
  const [adding, setAdding] = useState(false);
  const { value, problem, again } = useAsked(useCallback(() => allCourts(retired), [retired]));
  const done = () => {
    setAdding(false);
    void again();
    changed();
  };
  return (
    <>
      {adding ? (
        <EntryForm
          court=""
          kind="courts"
          entry={null}
          done={done}
          cancel={() => setAdding(false)}
        />
      ) : (
        <div>
          <Button look="primary" onPress={() => setAdding(true)}>
            {t("directory.new.courts")}
          </Button>
        </div>
      )}
      <ShowRetired shown={retired} show={setRetired} />
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <p role="status">{t("staff.loading")}</p>}
      {value?.length === 0 && (
        <Notice>
          <p>{t("directory.empty")}</p>
        </Notice>
      )}
      <ul className={css["list"]} aria-label={t("directory.kind.courts")}>
        {value?.map((court) => (
          <EntryCard
            key={court.id}
            court=""
            zone={court.zone}
            kind="courts"
            entry={court}
            writes
            changed={done}
          />
        ))}
      </ul>
    </>
  );
}
