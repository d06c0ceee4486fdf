/** Who chose to join without camera and microphone: a reload does not ask them again. */

const PREFIX = "phientoa.without.";

export const without = {
  keep(seat: string, chosen: boolean): void {
    try {
      if (chosen) sessionStorage.setItem(PREFIX + seat, "1");
      else sessionStorage.removeItem(PREFIX + seat);
    } catch {
      // Without it a reload asks for the devices once more.
    }
  },
  kept(seat: string): boolean {
    try {
      return sessionStorage.getItem(PREFIX + seat) !== null;
    } catch {
      return false;
    }
  },
};
