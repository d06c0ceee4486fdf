/** The waiting room: who you are to the court, what happens next, and that you are not forgotten. */
import { useTranslation } from "react-i18next";
import { useBigType } from "../base/use_big_type";
import { useStore } from "../base/use_store";
import type { Check, Device, HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { GALLERY, seated } from "../hearing/people";
import { isLive } from "../hearing/status";
import { useCommand } from "../hearing/use_command";
import { useCourtTime } from "../hearing/zone";
import { Button } from "../parts/button";
import { ConnectionNotices } from "../parts/connection_notices";
import { DeviceCheck } from "../parts/device_check";
import { NetworkAgain } from "../parts/network_again";
import { Notice, ProblemNotice } from "../parts/notice";
import { Sheet } from "../parts/sheet";
import { SilentNotice } from "../parts/silent_notice";
import { OwnVideo } from "../parts/video";
import { WaitingTime } from "../parts/waiting_time";
import css from "./waiting.module.css";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

export function Waiting({ room, state, own }: Props) {
  const { t } = useTranslation();
  const { link } = useStore(room.socket);
  useBigType(own.role === "room_device");
  const device = state.devices[own.device];
  const returned = device?.returned ?? null;
  return (
    <Sheet>
      <ConnectionNotices room={room} />
      <SilentNotice room={room} />
      <div>
        <p className={css["case"]}>{state.title}</p>
        <h1>{t("waiting.title")}</h1>
      </div>
      {returned !== null && (
        <Notice role="alert">{t("waiting.returned", { reason: returned })}</Notice>
      )}
      {link === "connected" && device?.place === "lobby" && (
        <Notice role="status" tone="good">
          <p>{t("waiting.informed")}</p>
          <p>{t("waiting.stay")}</p>
        </Notice>
      )}
      <Facts state={state} own={own} device={device} />
      <Next state={state} own={own} />
      {!GALLERY.has(own.role) && device !== undefined && (
        <>
          <CallClerk room={room} device={device} />
          <OwnDevices room={room} device={device} />
        </>
      )}
    </Sheet>
  );
}

function Facts({ state, own, device }: Omit<Props, "room"> & { device: Device | undefined }) {
  const { t } = useTranslation();
  const starts = useCourtTime(state.starts_at);
  const people = own.role === "room_device" ? seated(state, own.device) : [own];
  const named = people.filter(({ role }) => role !== "room_device");
  const point = state.points[device?.point ?? ""];
  return (
    <dl className={css["facts"]}>
      {point !== undefined && (
        <div>
          <dt>{t("waiting.point")}</dt>
          <dd className={css["point"]}>{point.name}</dd>
        </div>
      )}
      {named.length > 0 && (
        <div>
          <dt>{t(own.role === "room_device" ? "waiting.people" : "waiting.who")}</dt>
          {named.map((seat) => (
            <dd key={seat.id}>
              {t(`role.${seat.role}`)} <strong>{seat.display}</strong>
            </dd>
          ))}
        </div>
      )}
      <div>
        <dt>{t("waiting.starts")}</dt>
        <dd>{starts}</dd>
      </div>
      <div>
        <dt>{t("waiting.now")}</dt>
        <dd>{t(`status.${state.status}`)}</dd>
      </div>
      {device?.waiting_since != null && (
        <div>
          <dt>{t("waiting.since")}</dt>
          <dd>
            <WaitingTime since={device.waiting_since} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function Next({ state, own }: Omit<Props, "room">) {
  const { t } = useTranslation();
  const steps = [
    { step: "open", done: isLive(state.status) },
    ...(GALLERY.has(own.role) ? [] : [{ step: "identity", done: own.identified } as const]),
    { step: "admit", done: false },
  ] as const;
  return (
    <section aria-labelledby="next">
      <h2 id="next">{t("waiting.next")}</h2>
      <ol className={css["steps"]}>
        {steps.map(({ step, done }) => (
          <li key={step} data-done={done}>
            {t(`waiting.steps.${step}`)}{" "}
            <span className={css["mark"]}>{t(done ? "waiting.done" : "waiting.coming")}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function CallClerk({ room, device }: { room: Courtroom; device: Device }) {
  const { t } = useTranslation();
  const { busy, problem, give } = useCommand(room);
  return (
    <div className={css["call"]}>
      {device.call === null ? (
        <Button
          isDisabled={busy}
          onPress={() => give({ type: "call_staff", reason: "need_clerk" })}
        >
          {t("waiting.call")}
        </Button>
      ) : (
        <Notice role="status">{t("waiting.calling")}</Notice>
      )}
      {problem !== null && <ProblemNotice problem={problem} />}
    </div>
  );
}

function OwnDevices({ room, device }: { room: Courtroom; device: Device }) {
  const { t } = useTranslation();
  const { camera } = useStore(room.capture);
  return (
    <section aria-labelledby="check" className={css["devices"]}>
      <h2 id="check">{t("waiting.check")}</h2>
      {device.check === null ? (
        <p>{t("waiting.unchecked")}</p>
      ) : (
        <Checked check={device.check} />
      )}
      <NetworkAgain room={room} />
      {camera.is === "live" && (
        <OwnVideo track={camera.track} label={t("waiting.preview")} className={css["own"]} />
      )}
      <details>
        <summary className={css["summary"]}>{t("waiting.devices")}</summary>
        <DeviceCheck capture={room.capture} silent={device.silent} />
      </details>
    </section>
  );
}

function Checked({ check }: { check: Check }) {
  const { t } = useTranslation();
  return (
    <dl className={css["facts"]}>
      {(["camera", "microphone", "speaker"] as const).map((what) => (
        <div key={what}>
          <dt>{t(`waiting.checked.${what}`)}</dt>
          <dd>{t(`waiting.checked.${check[what]}`)}</dd>
        </div>
      ))}
      <div>
        <dt>{t("waiting.checked.network")}</dt>
        <dd>{t(`waiting.checked.${check.network}`, { ms: check.rtt_ms })}</dd>
      </div>
    </dl>
  );
}
