/** The chosen devices, kept in this browser from one hearing to the next. */
import type { Choice, Kept } from "./capture";

const KEPT_AS = "phientoa.devices";

export const keptChoice: Kept = {
  load() {
    try {
      return only(JSON.parse(localStorage.getItem(KEPT_AS) ?? "{}"));
    } catch {
      return {};
    }
  },
  save(choice) {
    try {
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
