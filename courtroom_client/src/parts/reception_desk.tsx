/** The reception room as the clerk sees it: who was called, their papers' check, its outcome. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { Device, HearingState } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { place } from "../hearing/people";
import { useCommand } from "../hearing/use_command";
import { Button } from "./button";
import { CheckWords } from "./check_words";
import { ProblemNotice } from "./notice";
import css from "./reception_desk.module.css";
import { RemoteVideo } from "./remote";
import { TextField } from "./text_field";
import { OwnVideo } from "./video";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly called: Device;
}

export function ReceptionDesk({ room, state, called }: Props) {
  const { t } = useTranslation();
  return (
    <section className={css["reception"]} aria-label={t("court.reception.title")}>
      <Pictures room={room} device={called.id} />
      <div className={css["side"]}>
        <h2>{t("court.reception.title")}</h2>
        <p>{t("court.reception.private")}</p>
        <p>{t("court.reception.check")}</p>
        <Papers state={state} called={called} />
        <Outcome key={called.id} room={room} device={called.id} />
      </div>
    </section>
  );
}

function Pictures({ room, device }: { room: Courtroom; device: string }) {
  const { t } = useTranslation();
  const media = useStore(room.media).devices[device];
  const { camera } = useStore(room.capture);
  return (
    <div className={css["pictures"]}>
      <div className={css["party"]}>
        {media?.camera ? (
          <RemoteVideo
            track={media.camera}
            device={device}
            label={t("court.reception.picture")}
            className={css["video"]}
          />
        ) : (
          <p role="status">{t("court.reception.coming")}</p>
        )}
      </div>
      {camera.is === "live" && camera.on && (
        <OwnVideo
          track={camera.track}
          label={t("court.reception.own")}
          className={css["own"]}
        />
      )}
    </div>
  );
}

function Papers({ state, called }: { state: HearingState; called: Device }) {
  const { t } = useTranslation();
  const { people, point } = place(state, called);
  return (
    <>
      <ul className={css["papers"]}>
        {people.map((seat) => (
          <li key={seat.id}>
            <span className={css["role"]}>{t(`role.${seat.role}`)}</span>
            <span className={css["name"]}>{seat.display}</span>
          </li>
        ))}
      </ul>
      {point !== null && (
        <p>
          {t("court.reception.point")}: {point.name}
        </p>
      )}
      <CheckWords check={called.check} />
    </>
  );
}

function Outcome({ room, device }: { room: Courtroom; device: string }) {
  const { t } = useTranslation();
  const { busy, problem, give } = useCommand(room);
  const [note, setNote] = useState("");
  const end = (outcome: "identified" | "not_identified") =>
    give({ type: "end_reception", device, outcome, note: note.trim() });
  return (
    <div className={css["outcome"]}>
      <TextField label={t("court.reception.note")} value={note} change={setNote} />
      <div className={css["answers"]}>
        <Button look="primary" isDisabled={busy} onPress={() => end("identified")}>
          {t("court.reception.identified")}
        </Button>
        <Button isDisabled={busy} onPress={() => end("not_identified")}>
          {t("court.reception.not_identified")}
        </Button>
      </div>
      <p className={css["then"]}>{t("court.reception.admit_next")}</p>
      {problem !== null && <ProblemNotice problem={problem} />}
    </div>
  );
}
