/** Everybody of the hearing, each always in the same place; what is shared stands large beside. */
import { type CSSProperties, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMedia, useSize } from "../base/use_size";
import { useStore } from "../base/use_store";
import type { HearingState, Seat } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { type Layout, layout } from "../hearing/layout";
import { gallery, type Place, places } from "../hearing/people";
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
  const set = arranged(shown, size, fitted);
  const list = (some: readonly Place[], className: string | undefined) => (
    <Tiles {...{ room, state, own, media, places: some, className, set }} />
  );
  return (
    <section
      className={css["stage"]}
      aria-label={t("room.people")}
      data-shares={shares.length > 0}
    >
      {shares.map((place) => (
        <SharedScreen key={place.device.id} {...{ room, place, own, media }} />
      ))}
      <div ref={area} className={css["area"]} data-scrolls={set.scrolls}>
        {shown.length === 0 && <p>{t("room.empty")}</p>}
        {set.pinned.length > 0 && list(set.pinned, css["pinned"])}
        {list(set.others, css["tiles"])}
      </div>
      <Gallery state={state} own={own} />
    </section>
  );
}

interface Arranged extends Layout {
  /** In sight whatever is scrolled: the presiding judge, where not all fit. */
  readonly pinned: readonly Place[];
  readonly others: readonly Place[];
}

function arranged(
  shown: readonly Place[],
  size: { width: number; height: number },
  fitted: boolean,
): Arranged {
  const area = { width: size.width, height: fitted ? size.height : null };
  const whole = layout(shown.length, area, captionOf(shown));
  const first = shown[0];
  const judge = first?.people.some(({ role }) => role === "presiding_judge") ?? false;
  if (first === undefined || !judge || (fitted && !whole.scrolls)) {
    return { ...whole, pinned: [], others: shown };
  }
  const others = shown.slice(1);
  const beside = fitted ? { ...area, width: size.width - whole.tileWidth - 24 } : area;
  const rest = fitted ? layout(25, beside, captionOf(shown)) : layout(others.length, area, 0);
  return { ...rest, scrolls: whole.scrolls, pinned: [first], others };
}

const LINE = 24;
const LETTERS = 26; // of a line in a small tile

/** Pixels that the longest caption takes: a line or two a person, one for their state. */
function captionOf(shown: readonly Place[]): number {
  const lines = shown.map(({ people, point }) =>
    people.reduce(
      (sum, { display }) => sum + Math.ceil((display.length + 14) / LETTERS),
      point === null ? 0 : 1,
    ),
  );
  return (Math.max(1, ...lines) + 1) * LINE + 16;
}

interface TilesProps extends Props {
  readonly media: MediaView;
  readonly places: readonly Place[];
  readonly set: Arranged;
  readonly className: string | undefined;
}

function Tiles({ room, state, own, media, places: shown, set, className }: TilesProps) {
  const style = {
    "--columns": set.columns,
    "--tile-width": `${set.tileWidth}px`,
    "--tile-height": set.tileHeight === null ? "auto" : `${set.tileHeight}px`,
  } as CSSProperties;
  return (
    <ul className={className} style={style}>
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
