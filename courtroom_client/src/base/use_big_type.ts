/** Big type for a screen that a whole room reads from afar. */
import { useEffect } from "react";

/** While `on`, the whole page's type grows with the screen (see sheet.module.css). */
export function useBigType(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const { dataset } = document.documentElement;
    dataset["type"] = "big";
    return () => {
      delete dataset["type"];
    };
  }, [on]);
}
