/** A dialog in which something is done to a hearing; refused, it stays and says why. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Booked, CourtPoint } from "../../../api/calendar";
import type { Alternative } from "../../../api/http";
import { Button } from "../../../parts/button";
import css from "../../../parts/confirm_dialog.module.css";
import { Dialog } from "../../../parts/dialog";
import { ProblemNotice } from "../../../parts/notice";
import type { Acting } from "../../../staff/calendar/use_act";
import { Tried } from "../calendar/tried";
import { Changed } from "./changed";

export interface FrameOf {
  readonly booked: Booked;
  readonly acting: Acting;
  /** Its court's courtrooms. */
  readonly rooms: readonly CourtPoint[];
  /** Of people and points, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** `done`: it was done. */
  readonly leave: (done: boolean) => void;
}

interface Props extends FrameOf {
  readonly title: string;
  readonly text: string;
  readonly ready: boolean;
  readonly send: () => Promise<boolean>;
  /** Takes one of the times that a refusal offers. */
  readonly pick?: (one: Alternative) => void;
  readonly confirm?: string;
  readonly children: ReactNode;
}

export function Frame(props: Props) {
  const { t } = useTranslation();
  const { title, acting, ready, leave } = props;
  async function submit() {
    if (ready && !acting.busy && (await props.send())) leave(true);
  }
  return (
    <Dialog title={title} asks leave={() => leave(false)}>
      <p>{props.text}</p>
      <form
        className={css["form"]}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {props.children}
        <Refused {...props} />
        <div className={css["answers"]}>
          <Button onPress={() => leave(false)}>{t("calendar.move.leave")}</Button>
          <Button type="submit" look="danger" isDisabled={!ready}>
            {acting.busy ? t("booking.do.working") : (props.confirm ?? title)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Refused({ booked, acting, rooms, names, pick }: Props) {
  const { problem, before } = acting;
  if (before !== null) return <Changed before={before} now={booked} drop={null} />;
  if (problem === null) return null;
  if (problem.conflict === undefined || pick === undefined)
    return <ProblemNotice problem={problem} />;
  return (
    <Tried
      tried={{ is: "refused", problem }}
      zone={booked.zone}
      rooms={rooms}
      lines={[]}
      names={names}
      pick={pick}
    />
  );
}
