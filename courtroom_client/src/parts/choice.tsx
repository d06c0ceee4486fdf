/** One of a few, chosen from the browser's own list. */
import css from "./field.module.css";

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly choose: (value: string) => void;
}

export function Choice({ id, label, value, options, choose }: Props) {
  return (
    <div className={css["field"]}>
      <label className={css["label"]} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={css["input"]}
        value={value}
        onChange={(event) => choose(event.target.value)}
      >
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
  );
}
