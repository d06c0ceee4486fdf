/** Looks for a case by how its number begins. */
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../parts/button";
import { Field } from "../../parts/field";
import css from "./public.module.css";

const SHORTEST = 3;

interface Props {
  readonly number: string;
  readonly search: (number: string) => void;
}

export function Search({ number, search }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(number);
  const [short, setShort] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asked = typed.trim();
    setShort(asked.length < SHORTEST);
    if (asked.length >= SHORTEST) search(asked);
    else document.getElementById("number")?.focus();
  };
  return (
    <search>
      <form className={css["search"]} noValidate onSubmit={submit}>
        <Field
          id="number"
          type="search"
          label={t("public_list.search.title")}
          hint={t("public_list.search.hint")}
          error={short ? t("public_list.search.short") : ""}
          autoComplete="off"
          autoCapitalize="characters"
          enterKeyHint="search"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          beside={
            <Button type="submit" look="primary">
              {t("public_list.search.go")}
            </Button>
          }
        />
      </form>
    </search>
  );
}
