/** Registrars: a list of some days from waiting cases, kept in part, booked as drafts. */
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { courts } from "../../../api/accounts";
import type { Problem } from "../../../api/http";
import { type List, type ListWish, makeList, material } from "../../../api/lists";
import "../../../language/list_words";
import { AskedProblem } from "../../../parts/asked_problem";
import { Choice } from "../../../parts/choice";
import { ProblemNotice } from "../../../parts/notice";
import { StaffSheet } from "../../../parts/staff_sheet";
import { asStaff } from "../../../staff/signed_out";
import { useAsked } from "../../../staff/use_asked";
import { useMe } from "../../../staff/use_me";
import { Earlier } from "./earlier";
import { Made } from "./made";
import { WishForm } from "./wish_form";

export default function ListsPage() {
  const { t } = useTranslation();
  const { me } = useMe();
  const { value, problem, again } = useAsked(useCallback(courts, []));
  const [chosen, setChosen] = useState("");
  const court = value?.find(({ id }) => id === chosen) ?? value?.[0];
  return (
    <StaffSheet me={me} at="lists">
      <h1>{t("lists.title")}</h1>
      <p>{t("lists.lead")}</p>
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <p role="status">{t("staff.loading")}</p>}
      {value !== null && value.length > 1 && court !== undefined && (
        <Choice
          id="court"
          label={t("lists.court")}
          value={court.id}
          options={value.map(({ id, name }) => ({ value: id, label: name }))}
          choose={setChosen}
        />
      )}
      {court !== undefined && <OfCourt key={court.id} court={court.id} zone={court.zone} />}
    </StaffSheet>
  );
}

function OfCourt({ court, zone }: { court: string; zone: string }) {
  const { t } = useTranslation();
  const { value, problem, again } = useAsked(useCallback(() => material(court), [court]));
  const [made, setMade] = useState<List | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const make = async (wish: ListWish) => {
    const answer = await asStaff(makeList(court, wish));
    setRefused(answer.ok ? null : answer.problem);
    if (answer.ok) setMade(answer.value);
  };
  const back = () => {
    setMade(null);
    void again();
  };
  return (
    <>
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <p role="status">{t("staff.loading")}</p>}
      {refused !== null && <ProblemNotice problem={refused} />}
      {value !== null && made === null && (
        <>
          <WishForm material={value} zone={zone} make={make} />
          <Earlier court={court} zone={zone} open={setMade} />
        </>
      )}
      {value !== null && made !== null && (
        <Made
          key={made.id}
          first={made}
          zone={zone}
          material={value}
          show={setMade}
          back={back}
        />
      )}
    </>
  );
}
