/** A hearing that is booked: how it stands, what can be done to it, and writing it anew. */
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Booked } from "../../../api/calendar";
import type { Right } from "../../../api/staff";
import { hasEnded } from "../../../hearing/status";
import { courtClock, courtTime } from "../../../language/format";
import { Button } from "../../../parts/button";
import { Notice } from "../../../parts/notice";
import { Section } from "../../../parts/section";
import { StateBadge } from "../../../parts/state_badge";
import { formOf } from "../../../staff/calendar/draft";
import css from "./booking.module.css";
import { Changed } from "./changed";
import { Checks } from "./checks";
import { type Choices, Editor, namesIn } from "./editor";
import { Follows } from "./follows";
import { Todo } from "./todo";

interface Props {
  readonly booked: Booked;
  readonly choices: Choices;
  readonly rights: readonly Right[];
  readonly again: () => Promise<void>;
}

export function Existing({ booked, choices, rights, again }: Props) {
  const { t } = useTranslation();
  const books = rights.includes("book");
  const names = namesIn(choices);
  const over = hasEnded(booked.state);
  const mine = { booked, names, again, rooms: choices.points };
  return (
    <>
      <div className={css["heading"]}>
        <h1>{t("booking.edit_title", { number: booked.case_number })}</h1>
        <StateBadge state={booked.state} />
      </div>
      {over && (
        <Notice>
          <p>{t("booking.over_note")}</p>
        </Notice>
      )}
      <Follows {...mine} books={books} />
      {!over && books && <Todo {...mine} />}
      {!over && <Checks booked={booked} checks={rights.includes("check")} />}
      {books && (booked.state === "draft" || booked.state === "scheduled") ? (
        <Anew booked={booked} choices={choices} again={again} />
      ) : (
        <Facts booked={booked} times />
      )}
    </>
  );
}

/** A draft's form is open at once; that of a listed hearing, which people were told of, on demand. */
function Anew({ booked, choices, again }: Omit<Props, "rights">) {
  const { t } = useTranslation();
  const listed = booked.state === "scheduled";
  const [opened, setOpened] = useState(false);
  const [saved, setSaved] = useState(false);
  const [form, setForm] = useState(0);
  const [before, setBefore] = useState<Booked | null>(null);
  const open = opened || !listed;
  function start(done: boolean) {
    setBefore(null);
    setSaved(done);
    setOpened(false);
    setForm((times) => times + 1);
  }
  const take = () => {
    setBefore(null);
    setForm((times) => times + 1);
  };
  return (
    <>
      <p role="status" className={css["saved"]}>
        {saved ? t(listed ? "booking.saved_listed" : "booking.saved") : ""}
      </p>
      {before !== null && <Changed before={before} now={booked} drop={open ? take : null} />}
      {listed && !opened && (
        <Facts booked={booked}>
          <p>{t("booking.listed_note")}</p>
          <div>
            <Button onPress={() => setOpened(true)}>{t("booking.change_listed")}</Button>
          </div>
        </Facts>
      )}
      {open && (
        <Editor
          key={form}
          zone={booked.zone}
          court={booked.court}
          choices={choices}
          known={booked}
          form={formOf(booked)}
          done={() => void again().then(() => start(true))}
          changed={(seen) => void again().then(() => setBefore(seen))}
        />
      )}
      {listed && opened && (
        <div>
          <Button onPress={() => start(false)}>{t("calendar.move.leave")}</Button>
        </div>
      )}
    </>
  );
}

interface FactsProps {
  readonly booked: Booked;
  /** Its times stand nowhere else. */
  readonly times?: boolean;
  readonly children?: ReactNode;
}

function Facts({ booked, times = false, children }: FactsProps) {
  const { t } = useTranslation();
  const seats = booked.seats.filter(({ revoked }) => revoked !== true);
  const place = new Map(booked.points.map(({ id, name }) => [id, name]));
  const at = new Map(booked.devices.map(({ id, point }) => [id, place.get(point ?? "") ?? ""]));
  return (
    <Section title={booked.title}>
      {children}
      {times && (
        <>
          <h3>{t("booking.when")}</h3>
          <ul>
            {booked.sittings.map((one) => (
              <li key={one.number}>
                {courtTime(one.starts_at, booked.zone)} – {courtClock(one.ends_at, booked.zone)}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t("booking.where")}</h3>
      <ul>
        {booked.points.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
      <h3>{t("booking.who")}</h3>
      <ul>
        {seats.map(({ id, name, role, device }) => (
          <li key={id}>
            {name}, {t(`role.${role}`)} – {at.get(device) || t("booking.remote")}
          </li>
        ))}
      </ul>
    </Section>
  );
}
