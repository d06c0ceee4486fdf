/** What is wrong with a form, said first and at once; each line leads to its field. */
import { useEffect, useRef } from "react";
import css from "./error_summary.module.css";

export interface Wrong {
  /** The id of the field, or "" when it is no one field's. */
  readonly field: string;
  readonly words: string;
}

interface Props {
  readonly title: string;
  readonly wrongs: readonly Wrong[];
}

export function ErrorSummary({ title, wrongs }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wrongs.length > 0) box.current?.focus();
  }, [wrongs]);
  if (wrongs.length === 0) return null;
  return (
    <div ref={box} className={css["summary"]} role="alert" tabIndex={-1}>
      <h2>{title}</h2>
      <ul className={css["list"]}>
        {wrongs.map(({ field, words }) => (
          <li key={field + words}>
            {field === "" ? (
              words
            ) : (
              <a
                href={`#${field}`}
                onClick={(event) => {
                  event.preventDefault(); // the address stays what it is
                  document.getElementById(field)?.focus();
                }}
              >
                {words}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
