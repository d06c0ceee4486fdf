/** The hearing editor: a hearing booked, a draft written anew, and what can be done to either. */
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Court, courts } from "../../../api/accounts";
import { cases, peopleOf } from "../../../api/booking";
import { type Booked, points, theBooked } from "../../../api/calendar";
import type { Answer } from "../../../api/http";
import { go } from "../../../base/go";
import { hasEnded } from "../../../hearing/status";
import { courtClock, courtDay, courtTime } from "../../../language/format";
import "../../../language/booking_words";
import "../../../language/calendar_words";
import { AskedProblem } from "../../../parts/asked_problem";
import { Notice } from "../../../parts/notice";
import { Section } from "../../../parts/section";
import { StaffSheet } from "../../../parts/staff_sheet";
import { StateBadge } from "../../../parts/state_badge";
import { both } from "../../../staff/calendar/both";
import { empty, formOf } from "../../../staff/calendar/draft";
import { useAsked } from "../../../staff/use_asked";
import { useMe } from "../../../staff/use_me";
import css from "./booking.module.css";
import { Changed } from "./changed";
import { type Choices, Editor, namesIn } from "./editor";
import { Follows } from "./follows";
import { Todo } from "./todo";

interface Props {
  /** "": a new one. */
  readonly hearing: string;
  readonly court: string;
}

interface Known {
  readonly court: Court;
  readonly booked: Booked | null;
  readonly choices: Choices;
}

export default function EditorPage({ hearing, court }: Props) {
  const { t } = useTranslation();
  const { me } = useMe();
  const asked = useAsked(useCallback(() => known(hearing, court), [hearing, court]));
  const { value, problem, again } = asked;
  return (
    <StaffSheet me={me} at="calendar">
      <p>
        <a href="/calendar">← {t("booking.back")}</a>
      </p>
      {value?.booked == null && <h1>{t("booking.new_title")}</h1>}
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <p role="status">{t("staff.loading")}</p>}
      {value !== null && value.booked === null && (
        <Editor
          zone={value.court.zone}
          court={value.court.id}
          choices={value.choices}
          known={null}
          form={empty(courtDay(new Date(), value.court.zone))}
          done={(id) => go(`/hearings/${id}/edit`, true)}
        />
      )}
      {value?.booked != null && (
        <Existing
          booked={value.booked}
          choices={value.choices}
          books={me?.rights.includes("book") ?? false}
          again={again}
        />
      )}
    </StaffSheet>
  );
}

interface ExistingProps {
  readonly booked: Booked;
  readonly choices: Choices;
  readonly books: boolean;
  readonly again: () => Promise<void>;
}

function Existing({ booked, choices, books, again }: ExistingProps) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState(0);
  const [form, setForm] = useState(0);
  const [before, setBefore] = useState<Booked | null>(null);
  const draft = booked.state === "draft" && books;
  const names = namesIn(choices);
  const over = hasEnded(booked.state);
  return (
    <>
      <div className={css["heading"]}>
        <h1>{t("booking.edit_title", { number: booked.case_number })}</h1>
        <StateBadge state={booked.state} />
      </div>
      <p role="status" className={css["saved"]}>
        {saved > 0 && draft ? t("booking.saved") : ""}
      </p>
      {over && (
        <Notice>
          <p>{t("booking.over_note")}</p>
        </Notice>
      )}
      {before !== null && (
        <Changed
          before={before}
          now={booked}
          drop={
            draft
              ? () => {
                  setBefore(null);
                  setForm((times) => times + 1);
                }
              : null
          }
        />
      )}
      <Follows
        booked={booked}
        rooms={choices.points}
        names={names}
        books={books}
        again={again}
      />
      {!over && books && (
        <Todo booked={booked} rooms={choices.points} names={names} again={again} />
      )}
      {draft ? (
        <Editor
          key={form}
          zone={booked.zone}
          court={booked.court}
          choices={choices}
          known={booked}
          form={formOf(booked)}
          done={() => {
            setBefore(null);
            void again().then(() => {
              setSaved((times) => times + 1);
              setForm((times) => times + 1);
            });
          }}
          changed={(seen) => void again().then(() => setBefore(seen))}
        />
      ) : (
        <Facts booked={booked} times={booked.state !== "scheduled" || !books} />
      )}
    </>
  );
}

function Facts({ booked, times }: { booked: Booked; times: boolean }) {
  const { t } = useTranslation();
  const place = new Map(booked.points.map(({ id, name }) => [id, name]));
  const at = new Map(booked.devices.map(({ id, point }) => [id, place.get(point ?? "") ?? ""]));
  return (
    <Section title={booked.title}>
      {booked.state === "scheduled" && <p>{t("booking.listed_note")}</p>}
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
        {booked.seats.map(({ id, name, role, device }) => (
          <li key={id}>
            {name}, {t(`role.${role}`)} – {at.get(device) || t("booking.remote")}
          </li>
        ))}
      </ul>
    </Section>
  );
}

async function known(hearing: string, court: string): Promise<Answer<Known>> {
  const found = hearing === "" ? null : await theBooked(hearing);
  if (found !== null && !found.ok) return found;
  const all = await courts();
  if (!all.ok) return all;
  const booked = found?.value ?? null;
  const at = all.value.find(({ id }) => id === (booked?.court ?? court)) ?? all.value[0];
  if (at === undefined)
    return {
      ok: false,
      problem: { code: "answer.unexpected", vi: "", en: "", status: 0, facts: {} },
    };
  const told = await both(both(points(at.id), peopleOf(at.id)), cases(at.id));
  if (!told.ok) return told;
  const [[where, people], those] = told.value;
  return {
    ok: true,
    value: { court: at, booked, choices: { points: where, people, cases: those } },
  };
}
