/** Keys that work anywhere on the page. */
import { useEffect } from "react";
import { focusOf, shortcut } from "./shortcut";

type Acts = Readonly<Record<string, (() => void) | undefined>>;

/** `acts`: by the names of base/shortcut.ts; the browser's own use of those keys is prevented. */
export function useShortcuts(acts: Acts): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const act = wanted(event, acts);
      if (act === undefined) return;
      event.preventDefault();
      if (!event.repeat) act();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [acts]);
}

/** What the press asks for; nothing while a dialog has the word. */
function wanted(event: KeyboardEvent, acts: Acts): (() => void) | undefined {
  if (document.querySelector("[role=dialog], [role=alertdialog]") !== null) return undefined;
  const name = shortcut(event, focusOf(document.activeElement));
  return name === null ? undefined : acts[name];
}

/** `talk(true)` while the space bar is held, and not in a field or on a button. */
export function usePushToTalk(talk: (talking: boolean) => void): void {
  useEffect(() => {
    let talking = false;
    const end = () => {
      if (talking) talk(false);
      talking = false;
    };
    const down = (event: KeyboardEvent) => {
      if (shortcut(event, focusOf(document.activeElement)) !== "space") return;
      event.preventDefault(); // it would scroll
      if (!talking) talk(true);
      talking = true;
    };
    const up = (event: KeyboardEvent) => {
      if (event.code === "Space") end();
    };
    addEventListener("keydown", down);
    addEventListener("keyup", up);
    addEventListener("blur", end); // let go elsewhere: nobody stays open unknowingly
    return () => {
      end();
      removeEventListener("keydown", down);
      removeEventListener("keyup", up);
      removeEventListener("blur", end);
    };
  }, [talk]);
}
