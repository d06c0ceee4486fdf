/** Some of a few words, each with a box to tick. */
import css from "./words_choice.module.css";

interface Props<Word extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly words: readonly Word[];
  readonly named: (word: Word) => string;
  readonly chosen: readonly string[];
  readonly choose: (chosen: readonly Word[]) => void;
}

export function WordsChoice<Word extends string>(props: Props<Word>) {
  const { label, hint, words, named, chosen, choose } = props;
  return (
    <fieldset className={css["words"]}>
      <legend>{label}</legend>
      {hint !== undefined && <p className={css["hint"]}>{hint}</p>}
      <div className={css["boxes"]}>
        {words.map((word) => (
          <label key={word} className={css["word"]}>
            <input
              type="checkbox"
              checked={chosen.includes(word)}
              onChange={(event) =>
                choose(
                  words.filter((one) =>
                    one === word ? event.target.checked : chosen.includes(one),
                  ),
                )
              }
            />
            {named(word)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
