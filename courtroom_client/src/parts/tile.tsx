/** One device of the courtroom: its picture, who sits there, and how they are. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Place } from "../hearing/people";
import type { DeviceMedia } from "../media/courtroom";
import { RemoteVideo } from "./remote";
import css from "./tile.module.css";
import { OwnVideo } from "./video";

interface Props {
  readonly place: Place;
  readonly media: DeviceMedia | undefined;
  readonly ownCamera: MediaStreamTrack | null;
  readonly ownMuted: boolean;
  readonly speaking: boolean;
  /** The hearing has ended. */
  readonly over: boolean;
  readonly children: ReactNode;
}

export function Tile({ place, media, ownCamera, ownMuted, speaking, over, children }: Props) {
  const { t } = useTranslation();
  const names = place.people.map(({ display }) => display).join(", ");
  const muted = place.own ? ownMuted : (media?.microphoneMuted ?? false);
  return (
    <li className={css["tile"]} data-device={place.device.id} data-speaking={speaking}>
      <Picture place={place} media={media} ownCamera={ownCamera} label={names} over={over} />
      <div className={css["caption"]}>
        <div className={css["who"]}>
          {place.people.map((seat) => (
            <p key={seat.id}>
              <span className={css["role"]}>{t(`role.${seat.role}`)}</span>{" "}
              <span className={css["name"]}>
                {seat.display}
                {place.own && ` (${t("room.you")})`}
              </span>
            </p>
          ))}
          <p className={css["words"]}>
            {place.device.held && <span className={css["held"]}>{t("room.held")}</span>}
            {muted && <span>{t("room.muted")}</span>}
            {speaking && <span className={css["speaking"]}>{t("room.speaking")}</span>}
          </p>
        </div>
        {children}
      </div>
      {media?.screen && (
        <RemoteVideo
          track={media.screen}
          device={place.device.id}
          label={t("room.screen", { name: names })}
          className={css["screen"]}
        />
      )}
    </li>
  );
}

interface PictureProps {
  readonly place: Place;
  readonly media: DeviceMedia | undefined;
  readonly ownCamera: MediaStreamTrack | null;
  readonly label: string;
  readonly over: boolean;
}

function words({ device, own }: Place, over: boolean) {
  if (over) return "room.gone";
  return device.present || own ? "room.no_camera" : "room.absent";
}

function Picture({ place, media, ownCamera, label, over }: PictureProps) {
  const { t } = useTranslation();
  const device = place.device.id;
  if (place.own && ownCamera !== null) {
    return (
      <div className={css["picture"]}>
        <OwnVideo track={ownCamera} label={label} className={css["own"]} />
      </div>
    );
  }
  return (
    <div className={css["picture"]}>
      {media?.camera ? (
        <RemoteVideo
          track={media.camera}
          device={device}
          label={label}
          className={css["video"]}
        />
      ) : (
        <p className={css["none"]}>{t(words(place, over))}</p>
      )}
    </div>
  );
}
