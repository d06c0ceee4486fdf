/** The page behind a join link. Opening it redeems nothing; only "Join the hearing" does. */
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/http";
import { hash, keepSeat, seatKept } from "../api/kept_seats";
import { type Invitation, type LinkState, look, redeem } from "../api/links";
import { session } from "../api/seats";
import { browserClock } from "../base/clock";
import { courtTime } from "../language/format";
import { attemptOf, forgetAttempt, keptAttempt } from "../lobby/attempt";
import { findings } from "../lobby/check";
import { inApp } from "../lobby/in_app";
import { joined } from "../lobby/joined";
import type { Lobby } from "../lobby/lobby";
import { redeemSurely } from "../lobby/redeeming";
import type { Capture } from "../media/capture";
import { without } from "../media/without";
import { Button } from "../parts/button";
import { InAppHint } from "../parts/lobby/in_app_hint";
import { Invited } from "../parts/lobby/invited";
import { TransferForm } from "../parts/lobby/transfer_form";
import { Notice, ProblemNotice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { LobbySteps } from "./lobby";

interface Props {
  readonly token: string;
  readonly capture: Capture;
  /** The link is good: the seat's page will be needed soon. */
  readonly expectSeat: () => void;
  readonly enter: (seat: string) => void;
}

type Dead = Exclude<LinkState, "valid"> | "missing" | "unknown";

type Stage =
  | { is: "looking" }
  | { is: "dead"; why: Dead; invitation: Invitation | null; seat: string | null }
  | { is: "problem"; problem: Problem }
  /** Redeemed by this tab, which never had the answer. */
  | { is: "unanswered"; invitation: Invitation }
  | { is: "invited"; invitation: Invitation };

export function Join({ token, capture, expectSeat, enter }: Props) {
  const { t } = useTranslation();
  const [stage, setStage] = useState<Stage>({ is: "looking" });
  const [app, setApp] = useState(() => inApp(navigator.userAgent));
  const lookAgain = useCallback(async () => {
    setStage({ is: "looking" });
    setStage(await stageOf(token));
  }, [token]);
  useEffect(() => void lookAgain(), [lookAgain]);
  const staysHere = app === null;
  useEffect(() => {
    if (stage.is === "invited" && staysHere) expectSeat();
  }, [stage.is, staysHere, expectSeat]);

  /** A problem that stays on the page, or null: the page goes on. */
  async function take(lobby: Lobby | null): Promise<Problem | null> {
    const answer = await redeemed(token);
    if (answer.ok || answer.problem.code.startsWith("link.")) forgetAttempt(await hash(token));
    if (answer.ok) {
      await keepSeat(token, answer.value.seat);
      if (lobby !== null) leave(lobby, answer.value.seat);
      enter(answer.value.seat);
      return null;
    }
    if (!answer.problem.code.startsWith("link.")) return answer.problem;
    await lookAgain();
    return null;
  }

  return (
    <Sheet>
      {stage.is === "looking" && <p role="status">{t("join.looking")}</p>}
      {stage.is === "problem" && (
        <>
          <h1>{t("problem.title")}</h1>
          <ProblemNotice problem={stage.problem} />
          <div>
            <Button onPress={() => void lookAgain()}>{t("problem.again")}</Button>
          </div>
        </>
      )}
      {stage.is === "dead" && <DeadLink {...stage} token={token} enter={enter} />}
      {stage.is === "unanswered" && <Unanswered take={() => take(null)} />}
      {stage.is === "invited" && <Invited invitation={stage.invitation} />}
      {stage.is === "invited" && app !== null && (
        <InAppHint app={app} stay={() => setApp(null)} />
      )}
      {stage.is === "invited" && app === null && (
        <LobbySteps token={token} invitation={stage.invitation} capture={capture} join={take} />
      )}
    </Sheet>
  );
}

async function redeemed(token: string) {
  const attempt = attemptOf(await hash(token));
  const wait = (ms: number) => new Promise<void>((then) => browserClock.after(ms, then));
  return redeemSurely(() => redeem(token, attempt), wait, Math.random);
}

/** What the seat's page is to know of this device. */
function leave(lobby: Lobby, seat: string): void {
  const { equipment } = lobby.invitation;
  findings.keep(seat, lobby.findings());
  joined.from(seat, lobby);
  without.keep(seat, equipment !== "own" || lobby.lacking() === "both");
}

async function stageOf(token: string): Promise<Stage> {
  if (token === "") return { is: "dead", why: "missing", invitation: null, seat: null };
  const answer = await look(token);
  if (!answer.ok) {
    return answer.problem.code === "link.unknown"
      ? { is: "dead", why: "unknown", invitation: null, seat: null }
      : { is: "problem", problem: answer.problem };
  }
  const invitation = answer.value;
  if (invitation.state === "valid") return { is: "invited", invitation };
  if (invitation.state !== "redeemed")
    return { is: "dead", why: invitation.state, invitation, seat: null };
  const seat = await seatHeld(token);
  if (seat === null && keptAttempt(await hash(token)) !== null)
    return { is: "unanswered", invitation };
  return { is: "dead", why: "redeemed", invitation, seat };
}

/** The seat that this browser has for `token`, unless it moved to another device meanwhile. */
async function seatHeld(token: string): Promise<string | null> {
  const seat = await seatKept(token);
  if (seat === null) return null;
  const answer = await session(seat);
  return !answer.ok && answer.problem.status === 401 ? null : seat;
}

function Unanswered({ take }: { take: () => Promise<Problem | null> }) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<Problem | null>(null);
  return (
    <>
      <h1>{t("lobby.lost_answer.title")}</h1>
      <p>{t("lobby.lost_answer.text")}</p>
      {problem !== null && <ProblemNotice problem={problem} />}
      <div>
        <Button look="primary" onPress={() => void take().then(setProblem)}>
          {t("join.enter")}
        </Button>
      </div>
    </>
  );
}

interface DeadProps {
  readonly why: Dead;
  readonly invitation: Invitation | null;
  readonly seat: string | null;
  readonly token: string;
  readonly enter: (seat: string) => void;
}

function DeadLink({ why, invitation, seat, token, enter }: DeadProps) {
  const { t } = useTranslation();
  const from =
    why === "not_yet" ? courtTime(invitation?.validFrom ?? "", invitation?.zone) : "";

  async function moved(taken: string) {
    await keepSeat(token, taken);
    enter(taken);
  }

  return (
    <>
      {invitation !== null && <p>{invitation.title}</p>}
      <h1>{t(`link.${why}.title`)}</h1>
      <Notice role="alert" tone={why === "not_yet" ? "wait" : "bad"}>
        <p>{from === "" ? t(`link.${why}.text`) : t("join.not_yet", { time: from })}</p>
      </Notice>
      {seat !== null && (
        <div>
          <Button look="primary" onPress={() => enter(seat)}>
            {t("link.redeemed.resume")}
          </Button>
        </div>
      )}
      {why === "redeemed" && seat === null && (
        <TransferForm token={token} moved={(taken) => void moved(taken)} />
      )}
    </>
  );
}
