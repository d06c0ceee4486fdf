/** A screen that somebody shows, large; the judge and the clerk can end it. */
import { useTranslation } from "react-i18next";
import type { Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { hasDesk } from "../hearing/desk";
import type { Place } from "../hearing/people";
import { useCommand } from "../hearing/use_command";
import type { MediaView } from "../media/courtroom";
import { Button } from "./button";
import { ProblemNotice } from "./notice";
import { Paused } from "./paused";
import { RemoteVideo } from "./remote";
import css from "./shared_screen.module.css";

interface Props {
  readonly room: Courtroom;
  readonly place: Place;
  readonly own: Seat;
  readonly media: MediaView;
}

export function SharedScreen({ room, place, own, media }: Props) {
  const { t } = useTranslation();
  const { busy, problem, give } = useCommand(room);
  const { name, device } = place;
  const sent = media.devices[device.id];
  const track = sent?.screen;
  if (track == null) return null;
  return (
    <figure className={css["shared"]}>
      <RemoteVideo
        track={track}
        device={device.id}
        label={t("court.share.by", { name })}
        className={css["screen"]}
      />
      {sent?.paused.screen && <Paused what="screen" />}
      <figcaption className={css["caption"]}>
        <span>{t("court.share.by", { name })}</span>
        {hasDesk(own.role) && (
          <Button
            small
            isDisabled={busy}
            aria-label={t("court.inside.end_share_of", { name })}
            onPress={() => give({ type: "end_share", device: device.id })}
          >
            {t("court.inside.end_share")}
          </Button>
        )}
      </figcaption>
      {problem !== null && <ProblemNotice problem={problem} />}
    </figure>
  );
}
