/** A box to tick, with its label and a line of help. */
import { Checkbox } from "react-aria-components";
import css from "./tick.module.css";

interface Props {
  readonly label: string;
  readonly help: string;
  readonly ticked: boolean;
  readonly change: (ticked: boolean) => void;
}

export function Tick({ label, help, ticked, change }: Props) {
  return (
    <div className={css["more"]}>
      <Checkbox className={css["tick"] ?? ""} isSelected={ticked} onChange={change}>
        <span aria-hidden className={css["box"]}>
          {ticked ? "✓" : ""}
        </span>
        {label}
      </Checkbox>
      <p className={css["help"]}>{help}</p>
    </div>
  );
}
