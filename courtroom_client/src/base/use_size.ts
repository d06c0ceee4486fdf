/** How large things are on the screen, kept up to date. */
import { type RefCallback, useCallback, useRef, useState, useSyncExternalStore } from "react";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The inner size of the element that `ref` is given to; zero until it is there. */
export function useSize<Held extends Element>(): [RefCallback<Held>, Size] {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const observer = useRef<ResizeObserver | null>(null);
  const ref = useCallback((element: Held | null) => {
    observer.current?.disconnect();
    if (element === null) return;
    observer.current = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      setSize((was) =>
        was.width === width && was.height === height ? was : { width, height },
      );
    });
    observer.current.observe(element);
  }, []);
  return [ref, size];
}

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
