/** One line of free text with its label. */
import { useId } from "react";
import { Field } from "./field";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  /** Takes the focus when it appears, as the first thing of a dialog. */
  readonly focus?: boolean;
}

const LONGEST = 500; // as hearing/texts.py

export function TextField({ label, value, change, focus = false }: Props) {
  return (
    <Field
      id={useId()}
      label={label}
      autoFocus={focus}
      value={value}
      maxLength={LONGEST}
      autoComplete="off"
      onChange={(changed) => change(changed.target.value)}
    />
  );
}
