/** The waiting room: who you are to the court, what happens next, and that you are not forgotten. */
import { useTranslation } from "react-i18next";
import type { HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { courtTime } from "../language/format";
import { ConnectionNotices } from "../parts/connection_notices";
import { Notice } from "../parts/notice";
import { Sheet } from "../parts/sheet";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

export function Waiting({ room, state, own }: Props) {
  const { t } = useTranslation();
  const returned = state.devices[own.device]?.returned ?? null;
  return (
    <Sheet>
      <ConnectionNotices room={room} />
      <p>{state.title}</p>
      <h1>{t("waiting.title")}</h1>
      {returned !== null && (
        <Notice role="alert">{t("waiting.returned", { reason: returned })}</Notice>
      )}
      <Notice role="status" tone="good">
        {t("waiting.informed")}
      </Notice>
      <p>{t("waiting.next")}</p>
      <dl>
        <dt>{t(`role.${own.role}`)}</dt>
        <dd>{own.display}</dd>
        <dt>{t("waiting.starts")}</dt>
        <dd>{courtTime(state.starts_at ?? "")}</dd>
      </dl>
    </Sheet>
  );
}
