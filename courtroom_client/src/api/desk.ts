/** Join links as the clerk handles them: made, listed, revoked. */
import { type Answer, get, having, listOf, post } from "./http";
import type { LinkState } from "./links";

export interface LinkTold {
  readonly id: string;
  readonly seat: string;
  readonly state: LinkState;
  readonly valid_from: string;
  readonly valid_to: string;
  readonly redeemed_at: string | null;
}

/** A fresh link. `url` is shown this once. */
export interface FreshLink {
  readonly seat: string;
  readonly url: string;
}

/** The oldest first. */
export function links(hearing: string): Promise<Answer<readonly LinkTold[]>> {
  return get(`/api/v1/hearings/${hearing}/links`, linksOf<LinkTold>("id", "seat", "state"));
}

export function makeLink(hearing: string, seat: string): Promise<Answer<readonly FreshLink[]>> {
  const path = `/api/v1/hearings/${hearing}/links`;
  return post(path, { seats: [seat] }, linksOf<FreshLink>("seat", "url"));
}

/** A link for a point's own screen. */
export function makeDeviceLink(
  hearing: string,
  device: string,
): Promise<Answer<readonly FreshLink[]>> {
  const path = `/api/v1/hearings/${hearing}/device-links`;
  return post(path, { devices: [device] }, linksOf<FreshLink>("seat", "url"));
}

/** If it was redeemed, whoever sits there is put out. */
export function revokeLink(link: string): Promise<Answer<LinkTold>> {
  return post(`/api/v1/links/${link}/revoke`, {}, having<LinkTold>("id", "state"));
}

function linksOf<Value>(...keys: readonly (keyof Value & string)[]) {
  return (json: unknown): Value[] | null =>
    listOf(having<Value>(...keys))(having<{ links: unknown }>("links")(json)?.links);
}
