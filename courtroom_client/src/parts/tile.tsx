/** One device of the courtroom: its picture, everybody who sits there, and how they are. */
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import { absence, absenceOfOwn, condition } from "../hearing/condition";
import type { Courtroom } from "../hearing/courtroom";
import { hasDesk } from "../hearing/desk";
import type { OwnState } from "../hearing/own";
import { type Place, standsAt } from "../hearing/people";
import { useOwn } from "../hearing/use_own";
import type { MediaView } from "../media/courtroom";
import { FloorButton } from "./floor_button";
import { Paused } from "./paused";
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
  const how = useCondition({ room, state, own, media, place });
  const speaking = how.heard && media.speaking.has(device.id);
  const presides = place.people.some(({ role }) => role === "presiding_judge");
  const desk = hasDesk(own.role) && device.present && !place.own && !presides;
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
        <Words {...{ room, state, media, place, own, how, speaking }} />
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

/** How the device is: one's own as the court has it, another's as it arrives here. */
function useCondition({ room, state, own, media, place }: Props) {
  const mine = useOwn(room, state, own);
  const listens = state.devices[own.device]?.silent !== true;
  const how = condition(place.device, state.status, media.devices[place.device.id], listens);
  const unheard = place.own ? ownUnheard(mine, place) : how.unheard;
  const inside = how.absent === null;
  return { ...how, inside, listens, unheard, heard: inside && unheard === null };
}

interface WordsProps extends Props {
  readonly how: ReturnType<typeof useCondition>;
  readonly speaking: boolean;
}

function Words({ state, place, own, how, speaking }: WordsProps) {
  const { t } = useTranslation();
  const { inside, listens, unheard } = how;
  const unchecked = place.people.some(({ identified }) => !identified);
  return (
    <p className={css["words"]}>
      {speaking && <span className={css["speaking"]}>{t("room.speaking")}</span>}
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

const SAID = ["companion", "held", "muted"] as const;

/** At a room's device the page of the room sends: its sound arrives here like anybody's. */
function ownUnheard(
  { unheard }: OwnState,
  { device }: Place,
): (typeof SAID)[number] | "not_yet" | null {
  if (unheard === "by_room") return device.held ? "held" : null;
  if (unheard === null) return null;
  return SAID.find((one) => one === unheard) ?? "not_yet";
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
      <>
        <RemoteVideo track={camera} device={device.id} label={name} className={css["video"]} />
        {media.devices[device.id]?.paused.camera && <Paused what="camera" />}
      </>
    );
  }
  const absent = (place.own ? absenceOfOwn : absence)(device, state.status);
  return (
    <p className={css["none"]} data-absent={absent !== null}>
      {t(absent === null ? "court.no_picture" : `court.absent.${absent}`)}
    </p>
  );
}
