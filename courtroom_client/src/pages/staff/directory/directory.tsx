/** A court's directory: its points, people and cases; each changed, retired, imported, given out. */
import { useCallback, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { type Court, courts } from "../../../api/accounts";
import type { Kind, Shelf } from "../../../api/directory";
import "../../../language/directory_words";
import { AskedProblem } from "../../../parts/asked_problem";
import { Choice } from "../../../parts/choice";
import { Notice } from "../../../parts/notice";
import { StaffSheet } from "../../../parts/staff_sheet";
import { useAsked } from "../../../staff/use_asked";
import { useMe } from "../../../staff/use_me";
import css from "../accounts.module.css";
import { CourtList } from "./court_list";
import { EntryList } from "./entry_list";

const KINDS: readonly Kind[] = ["points", "people", "cases"];

export default function Directory({ at }: { at: string }) {
  const { t } = useTranslation();
  const { me } = useMe();
  const { value, problem, again } = useAsked(useCallback(() => courts(), []));
  const [chosen, setChosen] = useState(at);
  const founds = me?.rights.includes("found") ?? false;
  const court = value?.find((one) => one.id === chosen) ?? value?.[0];
  return (
    <StaffSheet me={me} at="directory">
      <h1>{t("directory.title")}</h1>
      <p>{t("directory.lead")}</p>
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <p role="status">{t("staff.loading")}</p>}
      {value?.length === 0 && !founds && (
        <Notice>
          <p>{t("directory.no_court")}</p>
        </Notice>
      )}
      {court !== undefined && value !== null && value.length > 1 && (
        <Choice
          id="court"
          label={t("directory.court")}
          value={court.id}
          options={value.map(({ id, name }) => ({ value: id, label: name }))}
          choose={setChosen}
        />
      )}
      {value !== null && (court !== undefined || founds) && (
        <Shelves
          key={court?.id ?? ""}
          court={court}
          writes={me?.rights.includes("enter_data") ?? false}
          founded={founds ? () => void again() : null}
        />
      )}
    </StaffSheet>
  );
}

interface ShelvesProps {
  readonly court: Court | undefined;
  readonly writes: boolean;
  /** The courts are others now; null: whoever looks does not keep them. */
  readonly founded: (() => void) | null;
}

function Shelves({ court, writes, founded }: ShelvesProps) {
  const { t } = useTranslation();
  const shelves: readonly Shelf[] = [
    ...(court === undefined ? [] : KINDS),
    ...(founded === null ? [] : (["courts"] as const)),
  ];
  return (
    <Tabs>
      <TabList
        className={css["tabs"] ?? ""}
        aria-label={court?.name ?? t("directory.kind.courts")}
      >
        {shelves.map((shelf) => (
          <Tab key={shelf} id={shelf} className={css["tab"] ?? ""}>
            {t(`directory.kind.${shelf}`)}
          </Tab>
        ))}
      </TabList>
      {court !== undefined &&
        KINDS.map((kind) => (
          <TabPanel key={kind} id={kind} className={css["panel"] ?? ""}>
            <EntryList court={court} kind={kind} writes={writes} />
          </TabPanel>
        ))}
      {founded !== null && (
        <TabPanel id="courts" className={css["panel"] ?? ""}>
          <CourtList changed={founded} />
        </TabPanel>
      )}
    </Tabs>
  );
}
