/** One entry of the directory: what is known of it, changed below, retired and restored. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type AnyEntry,
  type CaseEntry,
  type CourtEntry,
  type PersonEntry,
  type Point,
  restoreEntry,
  retireEntry,
  type Shelf,
} from "../../../api/directory";
import type { Problem } from "../../../api/http";
import { courtTime } from "../../../language/format";
import { Button } from "../../../parts/button";
import { ConfirmDialog } from "../../../parts/confirm_dialog";
import { ProblemNotice } from "../../../parts/notice";
import type { Word } from "../../../staff/entry_fields";
import { asStaff } from "../../../staff/signed_out";
import css from "../accounts.module.css";
import { EntryForm } from "./entry_form";
import { Standing } from "./standing";

interface Props {
  /** Whose entry it is; of a court itself: "". */
  readonly court: string;
  readonly zone: string;
  readonly kind: Shelf;
  readonly entry: AnyEntry;
  readonly writes: boolean;
  readonly changed: () => void;
}

export function EntryCard({ court, zone, kind, entry, writes, changed }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const name = "name" in entry ? entry.name : entry.number;
  return (
    <li className={css["card"]}>
      <div className={css["line"]}>
        <h2 className={css["name"]}>
          {name} {"title" in entry && <span className={css["quiet"]}>{entry.title}</span>}
        </h2>
        {writes && (
          <Button
            small
            aria-expanded={open}
            aria-label={t("directory.change_name", { name })}
            onPress={() => setOpen(!open)}
          >
            {t("directory.change")}
          </Button>
        )}
      </div>
      {entry.retired_at !== null && (
        <p className={css["revoked"]}>
          {t("directory.retired", { time: courtTime(entry.retired_at, zone) })}
        </p>
      )}
      <dl className={css["facts"]}>
        {"check" in entry && <OfPoint point={entry} zone={zone} />}
        {"roles" in entry && <OfPerson person={entry} />}
        {"number" in entry && <OfCase one={entry} />}
        {"zone" in entry && <OfCourt court={entry} />}
      </dl>
      {"check" in entry && (
        <p>
          <a href={`/points/${entry.id}`}>{t("directory.open_point", { name })}</a>
        </p>
      )}
      {open && (
        <div className={css["edit"]}>
          <EntryForm
            court={court}
            kind={kind}
            entry={entry}
            done={() => {
              setOpen(false);
              changed();
            }}
            cancel={() => setOpen(false)}
          />
          <Retiring kind={kind} entry={entry} name={name} changed={changed} />
        </div>
      )}
    </li>
  );
}

interface RetiringProps {
  readonly kind: Shelf;
  readonly entry: AnyEntry;
  readonly name: string;
  readonly changed: () => void;
}

function Retiring({ kind, entry, name, changed }: RetiringProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const retired = entry.retired_at !== null;

  async function go() {
    setAsking(false);
    const ask = retired ? restoreEntry : retireEntry;
    const answer = await asStaff(ask(kind, entry.id));
    if (answer.ok) changed();
    setProblem(answer.ok ? null : answer.problem);
  }

  return (
    <>
      {problem !== null && <ProblemNotice problem={problem} />}
      <div>
        <Button
          look={retired ? "plain" : "danger"}
          onPress={() => (retired ? void go() : setAsking(true))}
        >
          {t(retired ? "directory.restore" : "directory.retire")}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        title={t("directory.retire_name", { name })}
        text={t("directory.retire_text")}
        confirm={t("directory.retire")}
        cancel={t("directory.cancel")}
        answer={(yes) => (yes ? void go() : setAsking(false))}
      />
    </>
  );
}

function OfPoint({ point, zone }: { point: Point; zone: string }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{t("directory.field.kind")}</dt>
      <dd>{t(`directory.word.${point.kind}`)}</dd>
      <dt>{t("directory.checks")}</dt>
      <dd>
        <Standing state={point.check.state} at={point.check.at} zone={zone} />
      </dd>
      <dt>{t("directory.field.hours")}</dt>
      <dd>{point.hours === "" ? t("directory.point.open_always") : point.hours}</dd>
      {point.address !== "" && (
        <>
          <dt>{t("directory.field.address")}</dt>
          <dd>{point.address}</dd>
        </>
      )}
    </>
  );
}

function OfPerson({ person }: { person: PersonEntry }) {
  const { t } = useTranslation();
  return (
    <>
      {person.card !== null && (
        <>
          <dt>{t("directory.field.card")}</dt>
          <dd>{person.card}</dd>
        </>
      )}
      {person.roles.length > 0 && (
        <>
          <dt>{t("directory.field.roles")}</dt>
          <dd>{person.roles.map((role) => t(`role.${role}`)).join(", ")}</dd>
        </>
      )}
      <dt>{t("directory.field.hours")}</dt>
      <dd>{person.hours === "" ? t("directory.point.open_always") : person.hours}</dd>
    </>
  );
}

function OfCourt({ court }: { court: CourtEntry }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{t("directory.field.zone")}</dt>
      <dd>{court.zone}</dd>
      {court.address !== "" && (
        <>
          <dt>{t("directory.field.address")}</dt>
          <dd>{court.address}</dd>
        </>
      )}
    </>
  );
}

function OfCase({ one }: { one: CaseEntry }) {
  const { t } = useTranslation();
  const word = (name: string) => t(`directory.word.${name as Word}`);
  return (
    <>
      <dt>{t("directory.field.type")}</dt>
      <dd>
        {word(one.type)}, {word(one.instance).toLowerCase()}
      </dd>
      {one.flags.length > 0 && (
        <>
          <dt>{t("directory.field.flags")}</dt>
          <dd>{one.flags.map(word).join(", ")}</dd>
        </>
      )}
      {one.parties.length > 0 && (
        <>
          <dt>{t("directory.field.parties")}</dt>
          <dd>
            {one.parties.map((party) => `${t(`role.${party.role}`)}: ${party.name}`).join("; ")}
          </dd>
        </>
      )}
    </>
  );
}
