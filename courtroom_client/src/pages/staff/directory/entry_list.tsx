/** The entries of one kind at a court: found, added, imported, given out. */
import { useCallback, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Court } from "../../../api/accounts";
import { entries, exportPath, type Kind, PAGE } from "../../../api/directory";
import type { Problem } from "../../../api/http";
import { AskedProblem } from "../../../parts/asked_problem";
import { Button } from "../../../parts/button";
import { Field } from "../../../parts/field";
import { Notice, ProblemNotice } from "../../../parts/notice";
import { download } from "../../../staff/download";
import { useAsked } from "../../../staff/use_asked";
import css from "../accounts.module.css";
import own from "./directory.module.css";
import { EntryCard } from "./entry_card";
import { EntryForm } from "./entry_form";
import { ImportSheet } from "./import_sheet";
import { ShowRetired } from "./show_retired";

interface Props {
  readonly court: Court;
  readonly kind: Kind;
  readonly writes: boolean;
}

export function EntryList({ court, kind, writes }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [like, setLike] = useState("");
  const [retired, setRetired] = useState(false);
  const [limit, setLimit] = useState(PAGE);
  const { value, problem, again } = useAsked(
    useCallback(
      () => entries({ court: court.id, kind, like, retired }, limit),
      [court.id, kind, like, retired, limit],
    ),
  );
  return (
    <>
      {writes && <Doing court={court} kind={kind} changed={() => void again()} />}
      <div className={own["find"]}>
        <Field
          id={`${id}like`}
          type="search"
          label={t("directory.search")}
          value={like}
          autoComplete="off"
          maxLength={100}
          onChange={(event) => setLike(event.target.value)}
        />
        <ShowRetired shown={retired} show={setRetired} />
      </div>
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <p role="status">{t("staff.loading")}</p>}
      {value?.length === 0 && (
        <Notice>
          <p>{t(like === "" ? "directory.empty" : "directory.none_found")}</p>
          {like === "" && writes && <p>{t("directory.empty_help")}</p>}
        </Notice>
      )}
      <ul className={css["list"]} aria-label={t(`directory.kind.${kind}`)}>
        {value?.map((entry) => (
          <EntryCard
            key={entry.id}
            court={court.id}
            zone={court.zone}
            kind={kind}
            entry={entry}
            writes={writes}
            changed={() => void again()}
          />
        ))}
      </ul>
      {value !== null && value.length === limit && limit < 10 * PAGE && (
        <div>
          <Button onPress={() => setLimit(limit + PAGE)}>{t("directory.more")}</Button>
        </div>
      )}
    </>
  );
}

interface DoingProps {
  readonly court: Court;
  readonly kind: Kind;
  readonly changed: () => void;
}

function Doing({ court, kind, changed }: DoingProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"add" | "import" | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const give = async (form: "csv" | "xlsx") =>
    setProblem(await download(exportPath(court.id, kind, form), `${kind}.${form}`));
  const done = () => {
    setOpen(null);
    changed();
  };
  if (open === "add")
    return (
      <EntryForm
        court={court.id}
        kind={kind}
        entry={null}
        done={done}
        cancel={() => setOpen(null)}
      />
    );
  if (open === "import")
    return (
      <ImportSheet court={court} kind={kind} changed={changed} close={() => setOpen(null)} />
    );
  return (
    <>
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className={css["inline"]}>
        <Button look="primary" onPress={() => setOpen("add")}>
          {t("directory.add")}
        </Button>
        <Button onPress={() => setOpen("import")}>{t("directory.import.open")}</Button>
        <Button onPress={() => void give("csv")}>{t("directory.export_csv")}</Button>
        <Button onPress={() => void give("xlsx")}>{t("directory.export_xlsx")}</Button>
      </div>
    </>
  );
}
