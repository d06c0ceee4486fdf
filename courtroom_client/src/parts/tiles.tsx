/** Everybody of the hearing, each always in the same place. */
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { givesFloor } from "../hearing/desk";
import { gallery, places } from "../hearing/people";
import { hasEnded } from "../hearing/status";
import { FloorButton } from "./floor_button";
import { RemoteSound } from "./remote";
import { Tile } from "./tile";
import css from "./tiles.module.css";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

export function Tiles({ room, state, own }: Props) {
  const { t } = useTranslation();
  const media = useStore(room.media);
  const capture = useStore(room.capture);
  const shown = places(state, own.id);
  const watching = gallery(state);
  const desk = givesFloor(own.role);
  return (
    <section aria-label={t("room.people")}>
      {shown.length === 0 && <p>{t("room.empty")}</p>}
      <ul className={css["tiles"]}>
        {shown.map((place) => (
          <Tile
            key={place.device.id}
            place={place}
            ownCamera={
              place.own && capture.camera.is === "live" && capture.camera.on
                ? capture.camera.track
                : null
            }
            ownMuted={capture.microphone.is === "live" && !capture.microphone.on}
            media={media.devices[place.device.id]}
            over={hasEnded(state.status)}
            speaking={media.speaking.has(place.device.id)}
          >
            {desk && place.device.present && <FloorButton room={room} place={place} />}
          </Tile>
        ))}
      </ul>
      {watching.length > 0 && (
        <ul className={css["gallery"]}>
          {watching.map((seat) => (
            <li key={seat.id}>
              {t(`role.${seat.role}`)}: {seat.display}
              {seat.id === own.id && ` (${t("room.you")})`}
            </li>
          ))}
        </ul>
      )}
      {Object.entries(media.devices).flatMap(([device, { microphone, screenSound }]) =>
        [microphone, screenSound].map(
          (track) =>
            track !== null && (
              <RemoteSound key={`${device} ${track.sid}`} track={track} device={device} />
            ),
        ),
      )}
    </section>
  );
}
