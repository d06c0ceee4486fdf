/** One thing to fill in: its label, a hint, what is wrong with it. */
import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import css from "./field.module.css";

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "style"> {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** A sentence, or "" when there is nothing wrong. */
  readonly error?: string;
  readonly narrow?: boolean;
  /** Stands beside the box: a button that shows the password. */
  readonly beside?: ReactNode;
}

export function Field({ id, label, hint, error = "", narrow, beside, ...input }: Props) {
  const about = useId();
  const wrong = error !== "";
  return (
    <div className={`${css["field"]} ${wrong ? css["wrong"] : ""}`}>
      <label className={css["label"]} htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <p className={css["hint"]} id={`${about}hint`}>
          {hint}
        </p>
      )}
      {wrong && (
        <p className={css["error"]} id={`${about}error`}>
          {error}
        </p>
      )}
      <div className={css["box"]}>
        <input
          {...input}
          id={id}
          className={`${css["input"]} ${narrow ? css["narrow"] : ""}`}
          aria-invalid={wrong || undefined}
          aria-describedby={
            [hint !== undefined && `${about}hint`, wrong && `${about}error`]
              .filter(Boolean)
              .join(" ") || undefined
          }
        />
        {beside}
      </div>
    </div>
  );
}
