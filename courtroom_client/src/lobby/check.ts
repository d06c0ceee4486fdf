/** What the lobby found of this device, carried over to the seat's page, which tells the clerk. */
import type { CommandFrame } from "../generated/protocol";

type Report = Extract<CommandFrame["command"], { type: "report_check" }>;
type Found = Report["camera"];

/** A seat's findings. beside: the person said that a room's device stands beside this one. */
export interface Findings {
  readonly report: Report | null;
  readonly beside: boolean;
}

const PREFIX = "phientoa.findings.";

/** In this tab only: seven tabs of one browser are seven people. */
export const findings = {
  keep(seat: string, found: Findings): void {
    try {
      sessionStorage.setItem(PREFIX + seat, JSON.stringify(found));
    } catch {
      // The clerk then sees no check of this device.
    }
  },
  /** Gives them once: what was told to the court stands in the court's state. */
  take(seat: string): Findings | null {
    try {
      const kept = sessionStorage.getItem(PREFIX + seat);
      sessionStorage.removeItem(PREFIX + seat);
      return kept === null ? null : (JSON.parse(kept) as Findings);
    } catch {
      return null;
    }
  },
};

/** A source's finding: `worked` null while nobody tried. */
export function found(worked: boolean | null): Found {
  return worked === null ? "untested" : worked ? "ok" : "failed";
}
