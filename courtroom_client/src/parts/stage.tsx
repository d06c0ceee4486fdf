/** Everybody of the hearing, each always in the same place; what is shared stands large beside. */
import type { TFunction } from "i18next";
import { type CSSProperties, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMedia, useSize } from "../base/use_size";
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import { captions } from "../hearing/caption";
import type { Courtroom } from "../hearing/courtroom";
import { arrange, type Layout } from "../hearing/layout";
import { gallery, type Place, places, standsAt } from "../hearing/people";
import type { MediaView } from "../media/courtroom";
import { SharedScreen } from "./shared_screen";
import css from "./stage.module.css";
import { Tile } from "./tile";

interface Props {
  readonly room: Courtroom;
  readonly state: HearingState;
  readonly own: Seat;
}

/** Where the page does not scroll as a whole; the same as in pages/courtroom.module.css. */
const FITTED = "(min-width: 56rem) and (min-height: 32rem)";

export function Stage({ room, state, own }: Props) {
  const { t } = useTranslation();
  const media = useStore(room.media);
  const fitted = useMedia(FITTED);
  const [area, size] = useSize<HTMLDivElement>();
  const shown = useMemo(() => places(state, own.id), [state, own.id]);
  const shares = shown.filter(({ device }) => media.devices[device.id]?.screen);
  const kind = shares.length > 0 ? "strip" : own.role === "room_device" ? "wall" : "stage";
  const caption = captions(
    shown.map((place) => lines(t, place)),
    kind === "wall" ? Math.max(1, typeScale() * 0.8) : typeScale(),
  );
  const box = { width: size.width, height: fitted ? size.height : null };
  const set = arrange(shown.length, box, caption, isJudges(shown[0]), kind);
  const apart = set.pinned === null ? 0 : 1;
  const list = (some: readonly Place[], as: Layout, className: string | undefined) => (
    <Tiles {...{ room, state, own, media, places: some, as, className }} />
  );
  return (
    <section className={css["stage"]} aria-label={t("room.people")} data-kind={kind}>
      {shares.map((place) => (
        <SharedScreen key={place.device.id} {...{ room, place, own, media }} />
      ))}
      <div
        ref={area}
        className={css["area"]}
        data-beside={set.beside}
        data-scrolls={set.others.scrolls}
      >
        {shown.length === 0 && <p>{t("room.empty")}</p>}
        {set.pinned !== null && list(shown.slice(0, 1), set.pinned, css["pinned"])}
        {list(shown.slice(apart), set.others, css["tiles"])}
      </div>
      <Gallery state={state} own={own} />
    </section>
  );
}

/** How much larger than its own 18 px the page's type is: by the person's setting, or on a wall. */
function typeScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 18;
}

function isJudges(place: Place | undefined): boolean {
  return place?.people.some(({ role }) => role === "presiding_judge") ?? false;
}

/** The lines of a tile's caption, as parts/tile.tsx writes them. */
function lines(t: TFunction, place: Place): readonly string[] {
  const { people, name, own } = place;
  const you = own ? ` (${t("room.you")})` : "";
  const each = people.map(({ role, display }) => `${t(`role.${role}`)} ${display}${you}`);
  return [...(standsAt(place) === null ? [] : [""]), ...(each.length > 0 ? each : [name])];
}

interface TilesProps extends Props {
  readonly media: MediaView;
  readonly places: readonly Place[];
  readonly as: Layout;
  readonly className: string | undefined;
}

function Tiles({ room, state, own, media, places: shown, as, className }: TilesProps) {
  const style = {
    "--columns": as.columns,
    "--tile-width": `${as.tileWidth}px`,
    "--tile-height": as.tileHeight === null ? "auto" : `${as.tileHeight}px`,
  } as CSSProperties;
  const byKeys = as.scrolls ? { tabIndex: 0 } : {}; // what scrolls is scrolled by arrow keys too
  return (
    <ul className={className} style={style} {...byKeys}>
      {shown.map((place) => (
        <Tile key={place.device.id} {...{ room, state, own, media, place }} />
      ))}
    </ul>
  );
}

function Gallery({ state, own }: { state: HearingState; own: Seat }) {
  const { t } = useTranslation();
  const watching = gallery(state);
  if (watching.length === 0) return null;
  return (
    <ul className={css["gallery"]}>
      {watching.map((seat) => (
        <li key={seat.id}>
          {t(`role.${seat.role}`)}: {seat.display}
          {seat.id === own.id && ` (${t("room.you")})`}
        </li>
      ))}
    </ul>
  );
}
