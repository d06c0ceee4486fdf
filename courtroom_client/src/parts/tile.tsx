/** One device of the courtroom: its picture, everybody who sits there, and how they are. */
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import { absence, absenceOfOwn, condition } from "../hearing/condition";
import type { Courtroom } from "../hearing/courtroom";
import { hasDesk } from "../hearing/desk";
import { type Place, standsAt } from "../hearing/people";
import type { MediaView } from "../media/courtroom";
import { FloorButton } from "./floor_button";
import { RemoteVideo } from "./remote";
import css from "./tile.module.css";
import { OwnVideo } from "./video";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
  readonly media: MediaView;
  readonly place: Place;
}

export function Tile({ room, state, own, media, place }: Props) {
  const { device } = place;
  const speaking = media.speaking.has(device.id);
  const desk = hasDesk(own.role) && device.present && !place.own;
  return (
    <li className={css["tile"]} data-device={device.id} data-speaking={speaking}>
      <div className={css["picture"]}>
        <Picture {...{ room, state, media, place }} />
        {desk && (
          <div className={css["floor"]}>
            <FloorButton room={room} place={place} />
          </div>
        )}
      </div>
      <div className={css["caption"]}>
        <Names place={place} />
        <Words {...{ room, state, media, place, own, speaking }} />
      </div>
    </li>
  );
}

function Names({ place }: { place: Place }) {
  const { t } = useTranslation();
  const { people, own, name } = place;
  const point = standsAt(place);
  return (
    <>
      {point !== null && <p className={css["point"]}>{point.name}</p>}
      {people.length === 0 && <p className={css["name"]}>{name}</p>}
      {people.map((seat) => (
        <p key={seat.id}>
          <span className={css["role"]}>{t(`role.${seat.role}`)}</span>{" "}
          <span className={css["name"]}>
            {seat.display}
            {own && people.length === 1 && ` (${t("room.you")})`}
          </span>
        </p>
      ))}
    </>
  );
}

interface WordsProps extends Props {
  readonly speaking: boolean;
}

function Words({ room, state, media, place, own, speaking }: WordsProps) {
  const { t } = useTranslation();
  const capture = useStore(room.capture);
  const listens = state.devices[own.device]?.silent !== true;
  const how = condition(place.device, state.status, media.devices[place.device.id], listens);
  const mine = place.own && capture.microphone.is === "live" && !capture.microphone.on;
  const unheard = place.own ? ownUnheard(place, mine) : how.unheard;
  const inside = how.absent === null;
  const unchecked = place.people.some(({ identified }) => !identified);
  return (
    <p className={css["words"]}>
      {inside && speaking && <span className={css["speaking"]}>{t("room.speaking")}</span>}
      {inside && unheard !== null && (
        <span className={css["unheard"]}>{t(`court.unheard.${unheard}`)}</span>
      )}
      {inside && listens && unheard === null && !speaking && <span>{t("court.heard")}</span>}
      {inside && how.weak && <span className={css["unheard"]}>{t("court.weak")}</span>}
      {hasDesk(own.role) && state.admission === "by_clerk" && !unchecked && (
        <span>{t("court.checked")}</span>
      )}
    </p>
  );
}

function ownUnheard({ device }: Place, muted: boolean) {
  if (device.silent) return "companion";
  if (device.held) return "held";
  return muted ? "muted" : null;
}

interface PictureProps {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly media: MediaView;
  readonly place: Place;
}

function Picture({ room, state, media, place }: PictureProps) {
  const { t } = useTranslation();
  const { camera: own } = useStore(room.capture);
  const { device, name } = place;
  const camera = media.devices[device.id]?.camera ?? null;
  // At a room's device the page of the room sends; those seated there see it like anybody.
  if (place.own && camera === null && own.is === "live" && own.on) {
    return <OwnVideo track={own.track} label={name} className={css["own"]} />;
  }
  if (camera !== null) {
    return (
      <RemoteVideo track={camera} device={device.id} label={name} className={css["video"]} />
    );
  }
  const absent = (place.own ? absenceOfOwn : absence)(device, state.status);
  return (
    <p className={css["none"]} data-absent={absent !== null}>
      {t(absent === null ? "court.no_picture" : `court.absent.${absent}`)}
    </p>
  );
}
