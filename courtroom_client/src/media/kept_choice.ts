/** The chosen devices: this tab's own, or at first what was chosen last in this browser. */
import type { Choice, Kept } from "./capture";

const KEPT_AS = "phientoa.devices";

export const keptChoice: Kept = {
  load() {
    try {
      // Seven tabs may be seven people: another's later choice does not change this one's.
      const own = sessionStorage.getItem(KEPT_AS) ?? localStorage.getItem(KEPT_AS);
      return only(JSON.parse(own ?? "{}"));
    } catch {
      return {};
    }
  },
  save(choice) {
    try {
      sessionStorage.setItem(KEPT_AS, JSON.stringify(choice));
      localStorage.setItem(KEPT_AS, JSON.stringify(choice));
    } catch {
      // A browser that keeps nothing asks again the next time.
    }
  },
};

function only(json: Record<string, unknown>): Partial<Choice> {
  const { camera, microphone, processing } = json;
  return {
    ...(typeof camera === "string" ? { camera } : {}),
    ...(typeof microphone === "string" ? { microphone } : {}),
    ...(typeof processing === "boolean" ? { processing } : {}),
  };
}
