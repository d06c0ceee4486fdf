/** Each seat of a hearing with the link that counts for it. Pure. */
import type { LinkTold } from "../api/desk";
import type { LinkState } from "../api/links";
import type { Hearing } from "../api/records";
import type { Role } from "../generated/protocol";

export interface SeatLink {
  /** Unique in the list: a seat's id, or a screen's device. */
  readonly key: string;
  readonly name: string;
  readonly role: Role;
  /** The room device whose screen it is; null: a person. */
  readonly device: string | null;
  readonly link: LinkTold | null;
  readonly state: LinkState | "none";
  readonly revoked: boolean;
}

/** People first, then the points' own screens; each with its newest link. */
export function seatLinks(
  hearing: Hearing,
  links: readonly LinkTold[],
  screenAt: (point: string) => string,
): readonly SeatLink[] {
  const newest = new Map(links.map((link) => [link.seat, link])); // they come oldest first
  const row = (seat: string | undefined) => {
    const link = seat === undefined ? undefined : newest.get(seat);
    const revoked = seat !== undefined && hearing.live?.seats[seat]?.revoked === true;
    return { link: link ?? null, state: link?.state ?? ("none" as const), revoked };
  };
  return [
    ...people(hearing).map(({ id, name, role }) => ({
      key: id,
      name,
      role,
      device: null,
      ...row(id),
    })),
    ...hearing.devices
      .filter(({ kind }) => kind === "room")
      .map(({ id, point }) => ({
        key: id,
        name: screenAt(hearing.points.find((one) => one.id === point)?.name ?? ""),
        role: "room_device" as const,
        device: id,
        ...row(screenSeat(hearing, id)),
      })),
  ];
}

/** As booked, and whoever the court seated later. */
function people(hearing: Hearing) {
  const later = Object.values(hearing.live?.seats ?? {}).map(({ id, display, role }) => ({
    id,
    name: display,
    role,
  }));
  const all = new Map([...hearing.seats, ...later].map((seat) => [seat.id, seat]));
  return [...all.values()].filter(({ role }) => role !== "room_device");
}

function screenSeat(hearing: Hearing, device: string): string | undefined {
  return Object.values(hearing.live?.seats ?? {}).find(
    (seat) => seat.device === device && seat.role === "room_device",
  )?.id;
}
