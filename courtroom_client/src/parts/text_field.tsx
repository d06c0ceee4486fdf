/** One line of text with its label. */
import { useId } from "react";
import css from "./text_field.module.css";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  /** Takes the focus when it appears, as the first thing of a dialog. */
  readonly focus?: boolean;
}

const LONGEST = 200;

export function TextField({ label, value, change, focus = false }: Props) {
  const id = useId();
  return (
    <div className={css["field"]}>
      <label className={css["label"]} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        // biome-ignore lint/a11y/noAutofocus: a dialog that was just opened by the person
        autoFocus={focus}
        className={css["input"]}
        value={value}
        maxLength={LONGEST}
        autoComplete="off"
        onChange={(changed) => change(changed.target.value)}
      />
    </div>
  );
}
