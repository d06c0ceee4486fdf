/** Who calls for help, until somebody sees to it. */
import { useTranslation } from "react-i18next";
import { useNow } from "../base/use_now";
import type { HearingState } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { calls, secondsSince, stopwatch } from "../hearing/lobby";
import type { Place } from "../hearing/people";
import { useCommand } from "../hearing/use_command";
import { Button } from "./button";
import css from "./desk_panel.module.css";
import { ProblemNotice } from "./notice";
import { PeopleNames } from "./people_names";

export function Calls({ room, state }: { room: Courtroom; state: HearingState }) {
  const { t } = useTranslation();
  const calling = calls(state);
  const now = useNow(calling.length > 0);
  if (calling.length === 0) return null;
  return (
    <section className={css["section"]} aria-live="assertive">
      <h2 className={css["title"]}>{t("court.calls.title")}</h2>
      <ul className={css["list"]}>
        {calling.map((place) => (
          <Call key={place.device.id} room={room} place={place} now={now} />
        ))}
      </ul>
    </section>
  );
}

function Call({ room, place, now }: { room: Courtroom; place: Place; now: number }) {
  const { t } = useTranslation();
  const { busy, problem, give } = useCommand(room);
  const { device, name, point } = place;
  if (device.call === null) return null;
  return (
    <li className={`${css["card"]} ${css["urgent"]}`}>
      <div className={css["head"]}>
        <strong>{t(`court.calls.${device.call.reason}`)}</strong>
        <span className={css["wait"]} aria-hidden>
          {stopwatch(secondsSince(device.call.at, now))}
        </span>
      </div>
      <PeopleNames place={place} />
      {point !== null && <p className={css["quiet"]}>{point.name}</p>}
      <div>
        <Button
          small
          isDisabled={busy}
          aria-label={t("court.calls.answer_of", { name })}
          onPress={() => give({ type: "answer_call", device: device.id })}
        >
          {t("court.calls.answer")}
        </Button>
      </div>
      {problem !== null && <ProblemNotice problem={problem} />}
    </li>
  );
}
