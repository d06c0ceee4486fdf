/** How far long work is; or only that it goes on. */
import { ProgressBar } from "react-aria-components";
import css from "./progress.module.css";

/** `share`: 0 to 1; null: nobody knows how long it takes. */
export function Progress({ label, share }: { label: string; share: number | null }) {
  const known = share === null ? { isIndeterminate: true } : { value: 100 * share };
  return (
    <ProgressBar aria-label={label} {...known}>
      {({ percentage }) => (
        <div className={css["bar"]}>
          {share === null ? (
            <div className={css["working"]} />
          ) : (
            <div className={css["fill"]} style={{ width: `${percentage}%` }} />
          )}
        </div>
      )}
    </ProgressBar>
  );
}
