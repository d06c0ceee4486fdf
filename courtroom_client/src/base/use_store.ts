/** React's view of a store. */
import { useSyncExternalStore } from "react";
import type { Store } from "./store";

/** The store's value; the component renders anew when it changes. */
export function useStore<Value>(store: Store<Value>): Value {
  return useSyncExternalStore(store.subscribe, store.get);
}
