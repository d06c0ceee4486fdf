/** A page with code of its own that may be loaded before anybody goes there. */
import { type ComponentType, lazy, useState } from "react";

type Code<Props> = () => Promise<{ default: ComponentType<Props> }>;

/**
 * `Page` waits for its code (in a Suspense) where that is not there yet. Where it is, it is shown
 * in the same render: `lazy` alone shows the fallback first, and React keeps a fallback for 300 ms.
 */
export function pageAhead<Props extends object>(code: Code<Props>) {
  let here: ComponentType<Props> | null = null;
  const load = async () => {
    const found = await code();
    here = found.default;
    return found;
  };
  const Later = lazy(load);

  function Page(props: Props) {
    const [Shown] = useState<ComponentType<Props>>(() => here ?? Later);
    return <Shown {...props} />;
  }

  return { Page, load };
}
