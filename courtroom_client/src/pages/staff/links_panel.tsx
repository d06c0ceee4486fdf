/** A hearing's join links: who has one, what became of it, a new one, one withdrawn. */
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { links, makeDeviceLink, makeLink, revokeLink } from "../../api/desk";
import type { Answer, Problem } from "../../api/http";
import { type Hearing, hearing as theHearing } from "../../api/records";
import { AskedProblem } from "../../parts/asked_problem";
import { ConfirmDialog } from "../../parts/confirm_dialog";
import { Notice, ProblemNotice } from "../../parts/notice";
import { over } from "../../staff/course";
import { paperPath } from "../../staff/paper_path";
import { type SeatLink, seatLinks } from "../../staff/seat_links";
import { asStaff } from "../../staff/signed_out";
import { useAsked } from "../../staff/use_asked";
import { LinkRow } from "./link_row";
import css from "./links_panel.module.css";

const EVERY_MS = 10_000; // people use their links while the clerk looks

export default function LinksPanel({ hearing: id }: { hearing: string }) {
  const { t } = useTranslation();
  const asked = useAsked(
    useCallback(() => both(id), [id]),
    EVERY_MS,
  );
  const [fresh, setFresh] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [leaving, setLeaving] = useState<SeatLink | null>(null);
  const { value, again } = asked;

  async function doing<Value>(row: SeatLink, ask: Promise<Answer<Value>>) {
    setBusy(row.key);
    setProblem(null);
    const answer = await asStaff(ask);
    setBusy(null);
    if (!answer.ok) setProblem(answer.problem);
    await again();
    return answer.ok ? answer.value : null;
  }

  async function make(row: SeatLink) {
    const ask = row.device === null ? makeLink(id, row.key) : makeDeviceLink(id, row.device);
    const made = await doing(row, ask);
    const url = made?.[0]?.url;
    if (url !== undefined) setFresh((before) => ({ ...before, [row.key]: url }));
  }

  async function revoke(row: SeatLink) {
    if (row.link === null) return;
    setFresh(({ [row.key]: _gone, ...others }) => others);
    await doing(row, revokeLink(row.link.id));
  }

  return (
    <section className={css["panel"]} aria-label={t("staff.links.title")}>
      <p>{t("staff.links.lead")}</p>
      <AskedProblem problem={asked.problem} stale={value !== null} again={again} />
      {problem !== null && <ProblemNotice problem={problem} />}
      {value === null && asked.problem === null && <p role="status">{t("staff.loading")}</p>}
      {value !== null && over(value.hearing.state) && (
        <Notice>
          <p>{t("staff.links.over")}</p>
        </Notice>
      )}
      {value !== null && (
        <ul className={css["list"]}>
          {seatLinks(value.hearing, value.links, (point) =>
            t("staff.links.screen", { point }),
          ).map((row) => (
            <LinkRow
              key={row.key}
              row={row}
              zone={value.hearing.zone}
              fresh={fresh[row.key] ?? ""}
              busy={busy === row.key}
              over={over(value.hearing.state)}
              paper={paper(row, value.hearing)}
              make={() => void make(row)}
              revoke={() => setLeaving(row)}
            />
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={leaving !== null}
        title={t("staff.links.revoke_title", { name: leaving?.name ?? "" })}
        text={t(
          leaving?.state === "redeemed"
            ? "staff.links.revoke_redeemed"
            : "staff.links.revoke_valid",
          { name: leaving?.name ?? "" },
        )}
        confirm={t("staff.links.revoke_confirm")}
        cancel={t("staff.links.revoke_cancel")}
        answer={(yes) => {
          setLeaving(null);
          if (yes && leaving !== null) void revoke(leaving);
        }}
      />
    </section>
  );
}

function paper({ key, device, revoked }: SeatLink, { id, state }: Hearing) {
  return device === null ? paperPath(id, key, state, revoked) : "";
}

interface Both {
  readonly hearing: Hearing;
  readonly links: Extract<Awaited<ReturnType<typeof links>>, { ok: true }>["value"];
}

async function both(id: string): Promise<Answer<Both>> {
  const [hearing, told] = await Promise.all([theHearing(id), links(id)]);
  if (!hearing.ok) return hearing;
  if (!told.ok) return told;
  return { ok: true, value: { hearing: hearing.value, links: told.value } };
}
