/** Seating one more person at a point of the hearing. */
import { useId, useState } from "react";
import { Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { randomId } from "../base/random_id";
import type { HearingState, Role } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { GALLERY, place, ROLES } from "../hearing/people";
import { hasEnded } from "../hearing/status";
import { useCommand } from "../hearing/use_command";
import { Button } from "./button";
import css from "./confirm_dialog.module.css";
import field from "./field.module.css";
import { ProblemNotice } from "./notice";
import { TextField } from "./text_field";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
}

/** Those whom a hearing may find it needs; bench and presiding judge are booked. */
const SEATED = ROLES.filter(
  (role) => !["presiding_judge", "room_device"].includes(role) && !GALLERY.has(role),
);

export function SeatingDialog({ room, state }: Props) {
  const { t } = useTranslation();
  if (hasEnded(state.status)) return null;
  return (
    <DialogTrigger>
      <Button small>{t("court.inside.seat")}</Button>
      <ModalOverlay className={css["overlay"] ?? ""}>
        <Modal className={css["modal"] ?? ""}>
          <Dialog className={css["dialog"] ?? ""}>
            {({ close }) => <Form room={room} state={state} close={close} />}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

function Form({ room, state, close }: Props & { close: () => void }) {
  const { t } = useTranslation();
  const { busy, problem, give } = useCommand(room, close);
  const rooms = Object.values(state.devices)
    .filter(({ kind }) => kind === "room")
    .map((device) => place(state, device));
  const [name, setName] = useState("");
  const [role, setRole] = useState<string>("witness");
  const [device, setDevice] = useState(rooms[0]?.device.id ?? "");
  const seat = () =>
    give({
      type: "seat_person",
      seat: `seat_${randomId(8)}`,
      person: `per_${randomId(8)}`,
      role: role as Role,
      device,
      display: name.trim(),
    });
  return (
    <>
      <Heading slot="title" className={css["title"] ?? ""}>
        {t("court.seating.title")}
      </Heading>
      <p>{t(rooms.length === 0 ? "court.seating.none" : "court.seating.text")}</p>
      <form
        className={css["form"]}
        onSubmit={(submitted) => {
          submitted.preventDefault();
          if (name.trim() !== "") seat();
        }}
      >
        {rooms.length > 0 && (
          <>
            <TextField label={t("court.seating.name")} value={name} change={setName} focus />
            <Choice label={t("court.seating.role")} value={role} change={setRole}>
              {SEATED.map((one) => [one, t(`role.${one}`)])}
            </Choice>
            <Choice label={t("court.seating.device")} value={device} change={setDevice}>
              {rooms.map((one) => [one.device.id, one.point?.name ?? one.name])}
            </Choice>
          </>
        )}
        {problem !== null && <ProblemNotice problem={problem} />}
        <div className={css["answers"]}>
          <Button onPress={close}>{t("desk.cancel")}</Button>
          {rooms.length > 0 && (
            <Button type="submit" look="primary" isDisabled={busy || name.trim() === ""}>
              {t("court.seating.confirm")}
            </Button>
          )}
        </div>
      </form>
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly children: readonly (readonly [string, string])[];
}

function Choice({ label, value, change, children }: ChoiceProps) {
  const id = useId();
  return (
    <div className={field["field"]}>
      <label className={field["label"]} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={field["input"]}
        value={value}
        onChange={(chosen) => change(chosen.target.value)}
      >
        {children.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
