/** The hearing editor: a hearing booked, a draft written anew, and what can be done to either. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type Court, courts } from "../../../api/accounts";
import { cases, peopleOf } from "../../../api/booking";
import { type Booked, points, theBooked } from "../../../api/calendar";
import type { Answer } from "../../../api/http";
import { go } from "../../../base/go";
import { courtDay } from "../../../language/format";
import "../../../language/booking_words";
import "../../../language/calendar_words";
import { AskedProblem } from "../../../parts/asked_problem";
import { StaffSheet } from "../../../parts/staff_sheet";
import { both } from "../../../staff/calendar/both";
import { empty } from "../../../staff/calendar/draft";
import { useAsked } from "../../../staff/use_asked";
import { useMe } from "../../../staff/use_me";
import { type Choices, Editor } from "./editor";
import { Existing } from "./existing";

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
          rights={me?.rights ?? []}
          again={again}
        />
      )}
    </StaffSheet>
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
