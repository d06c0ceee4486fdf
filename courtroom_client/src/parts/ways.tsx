/** A row of links of which one may be where one is: other days, more or less of a list. */
import type { ReactNode } from "react";
import css from "./ways.module.css";

export function Ways({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={css["ways"]} aria-label={label}>
      {children}
    </nav>
  );
}

interface Props {
  readonly label: string;
  /** What each link says. */
  readonly words: { readonly previous: string; readonly today: string; readonly next: string };
  /** Where each link leads. */
  readonly to: { readonly previous: string; readonly today: string; readonly next: string };
  readonly isToday: boolean;
}

/** Back, today, on. */
export function DayWays({ label, words, to, isToday }: Props) {
  return (
    <Ways label={label}>
      <a href={to.previous} rel="prev">
        ← {words.previous}
      </a>
      <a href={to.today} aria-current={isToday ? "date" : undefined}>
        {words.today}
      </a>
      <a href={to.next} rel="next">
        {words.next} →
      </a>
    </Ways>
  );
}
