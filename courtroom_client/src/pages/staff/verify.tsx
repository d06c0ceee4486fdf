/** Checking the record: the verdict first, what was found below, and how to check it oneself. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/http";
import {
  type Finding,
  type Hearing,
  type RecordGap,
  type Verdict,
  verify,
} from "../../api/records";
import { courtSecond, courtTime, length } from "../../language/format";
import { Button } from "../../parts/button";
import { CopyButton } from "../../parts/copy_button";
import { Notice, ProblemNotice } from "../../parts/notice";
import { Progress } from "../../parts/progress";
import { Section } from "../../parts/section";
import { whyOf } from "../../staff/course";
import { asStaff } from "../../staff/signed_out";
import css from "./record.module.css";

type Stage =
  | { is: "idle" }
  | { is: "working" }
  | { is: "told"; verdict: Verdict; at: string }
  | { is: "problem"; problem: Problem };

export function Verify({ hearing }: { hearing: Hearing }) {
  const { t } = useTranslation();
  const [stage, setStage] = useState<Stage>({ is: "idle" });

  async function check() {
    setStage({ is: "working" });
    const answer = await asStaff(verify(hearing.id));
    setStage(
      answer.ok
        ? { is: "told", verdict: answer.value, at: new Date().toISOString() }
        : { is: "problem", problem: answer.problem },
    );
  }

  return (
    <Section title={t("staff.record.verify.title")}>
      <p>{t("staff.record.verify.lead")}</p>
      {stage.is === "working" ? (
        <>
          <p role="status">{t("staff.record.verify.working")}</p>
          <Progress label={t("staff.record.verify.working")} share={null} />
        </>
      ) : (
        <div>
          <Button look={stage.is === "idle" ? "primary" : "plain"} onPress={() => void check()}>
            {t(stage.is === "idle" ? "staff.record.verify.now" : "staff.record.verify.again")}
          </Button>
        </div>
      )}
      {stage.is === "problem" && <ProblemNotice problem={stage.problem} />}
      {stage.is === "told" && (
        <Told verdict={stage.verdict} zone={hearing.zone} at={stage.at} />
      )}
      <Oneself hearing={hearing.id} />
    </Section>
  );
}

const TONES = ["good", "bad", "wait", "wait"] as const; // by the verifier's exit

function Told({ verdict, zone, at }: { verdict: Verdict; zone: string; at: string }) {
  const { t, i18n } = useTranslation();
  const english = i18n.language === "en";
  return (
    <>
      <Notice tone={TONES[verdict.exit] ?? "bad"} role="status">
        <p className={css["verdict"]}>{english ? verdict.en : verdict.vi}</p>
        <p>
          {t("staff.record.verify.figures", {
            parts: verdict.parts,
            blocks: verdict.blocks,
            tracks: verdict.tracks.length,
            length: length(verdict.seconds),
          })}
        </p>
        <p>{t("staff.record.verify.at", { time: courtTime(at, zone) })}</p>
      </Notice>
      <h3>{t("staff.record.verify.findings")}</h3>
      {verdict.findings.length === 0 && <p>{t("staff.record.verify.no_findings")}</p>}
      <ul className={css["findings"]}>
        {alike(verdict.findings).map(([first, ...more]) => (
          <li key={first.code} className={css["finding"]} data-severity={first.severity}>
            <FindingTold finding={first} />
            {more.length > 0 && (
              <details>
                <summary>{t("staff.record.verify.more", { count: more.length })}</summary>
                <ul>
                  {more.map((one, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: told once, never moved
                    <li key={index}>
                      <FindingTold finding={one} />
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ul>
      <h3>{t("staff.record.verify.gaps")}</h3>
      {verdict.gaps.length === 0 && <p>{t("staff.record.verify.no_gaps")}</p>}
      <ul className={css["findings"]}>
        {verdict.gaps.map((gap) => (
          <li key={gap.from} className={css["finding"]} data-severity="warning">
            <GapTold gap={gap} zone={zone} />
          </li>
        ))}
      </ul>
    </>
  );
}

type Alike = readonly [Finding, ...Finding[]];

/** What was found, the like of it together: one missing file breaks many things the same way. */
function alike(findings: readonly Finding[]): readonly Alike[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const one of findings) {
    const there = groups.get(one.code);
    if (there === undefined) groups.set(one.code, [one]);
    else there.push(one);
  }
  return [...groups.values()];
}

function FindingTold({ finding }: { finding: Finding }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <strong>{t(`staff.record.verify.severity.${finding.severity}`)}:</strong>{" "}
      {i18n.language === "en" ? finding.en : finding.vi}
      {finding.where !== "" && (
        <span className={css["quiet"]}>
          {" "}
          {t("staff.record.verify.where", { where: finding.where })}
        </span>
      )}
    </>
  );
}

function GapTold({ gap, zone }: { gap: RecordGap; zone: string }) {
  const { t } = useTranslation();
  const own = gap.note !== "" && whyOf(gap.note) === "other" ? gap.note : "";
  return (
    <>
      {courtSecond(gap.from_utc, zone)} – {courtSecond(gap.to_utc, zone)} (
      {length(gap.to - gap.from)}): {t(`staff.record.why.${whyOf(gap.reason)}`)}
      {own !== "" && <> {t("staff.record.recorded.note", { note: own })}</>}
    </>
  );
}

function Oneself({ hearing }: { hearing: string }) {
  const { t } = useTranslation();
  const command = `tar -xf ${hearing}.tar && phientoa verify ${hearing} --trust trust.json`;
  return (
    <>
      <h3>{t("staff.record.verify.yourself")}</h3>
      <p>{t("staff.record.verify.yourself_text")}</p>
      <p className={css["command"]}>
        <code>{command}</code>
      </p>
      <div className={css["doors"]}>
        <CopyButton text={command} label={t("staff.record.verify.copy_name")}>
          {t("staff.record.verify.copy")}
        </CopyButton>
      </div>
    </>
  );
}
