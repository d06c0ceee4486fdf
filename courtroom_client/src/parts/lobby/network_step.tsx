/** What was measured of the network, what that means, and what to do about it. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useStore } from "../../base/use_store";
import type { Lobby } from "../../lobby/lobby";
import type { RelayWay, ServerWay, Verdict } from "../../lobby/network";
import type { WayView } from "../../lobby/way";
import { Button } from "../button";
import { Notice } from "../notice";
import css from "./lobby.module.css";

export function NetworkStep({ lobby }: { lobby: Lobby }) {
  const { t } = useTranslation();
  const way = useStore(lobby.way);
  const sends = lobby.invitation.equipment === "own";
  return (
    <>
      {sends && <p>{t("lobby.network.text")}</p>}
      <dl className={css["ways_list"]} aria-busy={way.busy !== null}>
        <div className={css["row"]}>
          <dt>{t("lobby.network.server")}</dt>
          <dd>{way.server === null ? waiting(t, way, "server") : server(t, way.server)}</dd>
        </div>
        {sends && (
          <div className={css["row"]}>
            <dt>{t("lobby.network.relay")}</dt>
            <dd>{way.relay === null ? waiting(t, way, "relay") : relay(t, way.relay)}</dd>
          </div>
        )}
      </dl>
      {way.verdict !== null && way.busy === null && (
        <>
          <Judged verdict={way.verdict} />
          <div>
            <Button onPress={() => lobby.way.start()}>{t("lobby.again")}</Button>
          </div>
        </>
      )}
    </>
  );
}

const TONES = { good: "good", poor: "wait", bad: "bad" } as const;

function Judged({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation();
  return (
    <Notice role="status" tone={TONES[verdict.network]}>
      <p>
        <strong>{t(`lobby.network.worth.${verdict.network}`)}</strong>
      </p>
      {verdict.because.length > 0 && (
        <>
          <ul className={css["reasons"]}>
            {verdict.because.map((reason) => (
              <li key={reason}>{t(`lobby.network.because.${reason}`)}</li>
            ))}
          </ul>
          <p>{t("lobby.network.go_on")}</p>
        </>
      )}
    </Notice>
  );
}

function waiting(t: TFunction, { busy }: WayView, which: WayView["busy"]): string {
  return t(busy === which ? "lobby.network.measuring" : "lobby.network.waiting");
}

function server(t: TFunction, way: ServerWay): string {
  if (way.lost === way.asked) return t("lobby.network.unreached");
  const rates = { down: rate(t, way.down), up: rate(t, way.up) };
  return `${rtt(t, way.rttMs)}; ${t("lobby.network.rates", rates)}`;
}

function relay(t: TFunction, way: RelayWay): string {
  if (!way.reached) return t("lobby.network.unreached");
  const lost =
    way.sent === 0
      ? t("lobby.network.unknown_loss")
      : t("lobby.network.lost", { share: Math.round((1000 * way.lost) / way.sent) / 10 });
  const parts = [way.rttMs === null ? "" : rtt(t, way.rttMs), lost];
  return [...parts, way.udp ? "" : t("lobby.network.tcp")].filter(Boolean).join("; ");
}

function rtt(t: TFunction, ms: number): string {
  return t("lobby.network.rtt", { ms: Math.max(1, Math.round(ms)) });
}

function rate(t: TFunction, kbps: number | null): string {
  if (kbps === null || kbps > 100_000) return t("lobby.network.fast");
  return t("lobby.network.rate", { mbps: Math.max(0.1, Math.round(kbps / 100) / 10) });
}
