/** Where the paper is that somebody at a seat gets, by how the hearing stands. Pure. */
import type { Status } from "../generated/protocol";

const OCCASIONS: Partial<Record<Status, string>> = {
  cancelled: "cancelled",
  adjourned: "adjourned",
  moved_in_person: "in_person",
};

/** revoked: whoever sat there need not come any more. */
export function paperPath(hearing: string, seat: string, state: Status, revoked: boolean) {
  const occasion = revoked ? "withdrawn" : (OCCASIONS[state] ?? "listed");
  return `/api/v1/hearings/${hearing}/papers/${seat}/pdf?occasion=${occasion}`;
}
