/** The page behind a join link. Opening it redeems nothing; only "Join the hearing" does. */
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/http";
import { seatKept } from "../api/kept_seats";
import { type Invitation, type LinkState, look } from "../api/links";
import type { Role } from "../generated/protocol";
import { courtTime } from "../language/format";
import type { Capture } from "../media/capture";
import { Button } from "../parts/button";
import { Notice, ProblemNotice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { Enter } from "./enter";

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
  | { is: "invited"; invitation: Invitation };

export function Join({ token, capture, expectSeat, enter }: Props) {
  const { t } = useTranslation();
  const [stage, setStage] = useState<Stage>({ is: "looking" });
  const lookAgain = useCallback(async () => {
    setStage({ is: "looking" });
    setStage(await stageOf(token));
  }, [token]);
  useEffect(() => void lookAgain(), [lookAgain]);
  useEffect(() => {
    if (stage.is === "invited") expectSeat();
  }, [stage.is, expectSeat]);

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
      {stage.is === "dead" && <DeadLink {...stage} enter={enter} />}
      {stage.is === "invited" && (
        <>
          <Heading invitation={stage.invitation} />
          <Enter
            token={token}
            role={stage.invitation.role}
            capture={capture}
            enter={enter}
            changed={() => void lookAgain()}
          />
        </>
      )}
    </Sheet>
  );
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
  const seat = invitation.state === "redeemed" ? await seatKept(token) : null;
  return { is: "dead", why: invitation.state, invitation, seat };
}

function Heading({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const starts = courtTime(invitation.startsAt);
  return (
    <div>
      <h1>{invitation.title}</h1>
      <p>
        {t("join.invited")} <strong>{t(`role.${invitation.role as Role}`)}</strong>
      </p>
      {starts !== "" && <p>{t("join.starts", { time: starts })}</p>}
    </div>
  );
}

interface DeadProps {
  readonly why: Dead;
  readonly invitation: Invitation | null;
  readonly seat: string | null;
  readonly enter: (seat: string) => void;
}

function DeadLink({ why, invitation, seat, enter }: DeadProps) {
  const { t } = useTranslation();
  const from = why === "not_yet" ? courtTime(invitation?.validFrom ?? "") : "";
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
    </>
  );
}
