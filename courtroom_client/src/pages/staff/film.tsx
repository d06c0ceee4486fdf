/** The film: everybody in one picture. Made on asking, with progress, stopped on asking. */
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer, Problem } from "../../api/http";
import { films, type Hearing, makeFilm, type Render, stopFilm } from "../../api/records";
import { courtTime } from "../../language/format";
import { AskedProblem } from "../../parts/asked_problem";
import { Button } from "../../parts/button";
import { Notice, ProblemNotice } from "../../parts/notice";
import { Progress } from "../../parts/progress";
import { Section } from "../../parts/section";
import { download } from "../../staff/download";
import { asStaff } from "../../staff/signed_out";
import { useAsked } from "../../staff/use_asked";
import css from "./record.module.css";

const EVERY_MS = 1_000;

export function Film({ hearing }: { hearing: Hearing }) {
  const { t } = useTranslation();
  const [watching, setWatching] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const asked = useAsked(
    useCallback(() => films(hearing.id), [hearing.id]),
    watching ? EVERY_MS : null,
  );
  const latest = shown(asked.value ?? []);
  const going = latest?.state === "queued" || latest?.state === "running";
  useEffect(() => setWatching(going), [going]);

  async function doing(ask: Promise<Answer<Render>>) {
    const answer = await asStaff(ask);
    setProblem(answer.ok ? null : answer.problem);
    await asked.again();
  }

  return (
    <Section title={t("staff.record.film.title")}>
      <p>{t("staff.record.film.lead")}</p>
      {problem !== null && <ProblemNotice problem={problem} />}
      <AskedProblem problem={asked.problem} stale={asked.value !== null} again={asked.again} />
      {latest !== null && (
        <Latest
          film={latest}
          hearing={hearing}
          stop={() => void doing(stopFilm(latest.id))}
          refused={setProblem}
        />
      )}
      {asked.value !== null && !going && (
        <div>
          <Button
            look={latest === null ? "primary" : "plain"}
            onPress={() => void doing(makeFilm(hearing.id))}
          >
            {t(latest === null ? "staff.record.film.make" : "staff.record.film.again")}
          </Button>
        </div>
      )}
    </Section>
  );
}

/** What is being made now, before what waits for its turn, before what is over. */
function shown(renders: readonly Render[]): Render | null {
  const made = renders.filter(({ kind }) => kind === "grid");
  const inState = (state: Render["state"]) => made.findLast((one) => one.state === state);
  return inState("running") ?? inState("queued") ?? made[0] ?? null;
}

interface LatestProps {
  readonly film: Render;
  readonly hearing: Hearing;
  readonly stop: () => void;
  readonly refused: (problem: Problem | null) => void;
}

function Latest(props: LatestProps) {
  const { t } = useTranslation();
  const { film, stop } = props;
  if (film.state === "queued" || film.state === "running")
    return (
      <>
        <p role="status">
          {t(
            film.state === "queued" ? "staff.record.film.queued" : "staff.record.film.running",
          )}
        </p>
        <div className={css["doors"]}>
          <strong>{Math.floor(100 * film.progress)} %</strong>
          <Button small onPress={stop}>
            {t("staff.record.film.stop")}
          </Button>
        </div>
        <Progress label={t("staff.record.film.progress")} share={film.progress} />
      </>
    );
  return film.state === "done" ? <Done {...props} /> : <Ended film={film} />;
}

function Done({ film, hearing, refused }: LatestProps) {
  const { t } = useTranslation();
  const get = async (path: string | null, ending: string) => {
    if (path !== null) refused(await download(path, hearing.id + ending));
  };
  return (
    <>
      <Notice tone="good" role="status">
        <p>{t("staff.record.film.done", { time: courtTime(film.created_at, hearing.zone) })}</p>
      </Notice>
      <div className={css["doors"]}>
        <Button look="primary" onPress={() => void get(film.file, ".mp4")}>
          {t("staff.record.film.get")}
        </Button>
        <Button onPress={() => void get(film.note, ".mp4.note.json")}>
          {t("staff.record.film.note")}
        </Button>
      </div>
      <p className={css["quiet"]}>{t("staff.record.film.note_text")}</p>
    </>
  );
}

function Ended({ film }: { film: Render }) {
  const { t } = useTranslation();
  if (film.state === "failed")
    return (
      <>
        <p>{t("staff.record.film.failed")}</p>
        {film.error !== null && <ProblemNotice problem={film.error} />}
      </>
    );
  return (
    <Notice role="status">
      <p>
        {t(
          film.state === "interrupted"
            ? "staff.record.film.interrupted"
            : "staff.record.film.cancelled",
        )}
      </p>
    </Notice>
  );
}
