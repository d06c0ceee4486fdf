/** Who in the courts' directories an account is: by that it has seats. */
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DirectoryPerson } from "../../api/accounts";
import { Button } from "../../parts/button";
import { Choice } from "../../parts/choice";
import type { Directory } from "./accounts";
import css from "./accounts.module.css";

interface Props {
  readonly chosen: readonly string[];
  readonly directory: Directory;
  readonly change: (people: readonly string[]) => void;
}

export function PeopleField({ chosen, directory, change }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const free = directory.people.filter((one) => !chosen.includes(one.id));
  const [picked, setPicked] = useState("");
  const next = free.some((one) => one.id === picked) ? picked : (free[0]?.id ?? "");
  const named = ({ name, court }: DirectoryPerson) =>
    `${name} – ${directory.courts.find((one) => one.id === court)?.name ?? ""}`;
  const known = (person: string) => directory.people.find((one) => one.id === person);
  return (
    <fieldset className={css["group"]}>
      <legend>{t("staff.accounts.people")}</legend>
      <p className={css["quiet"]}>{t("staff.accounts.people_hint")}</p>
      <ul className={css["plain"]}>
        {chosen.map((person) => {
          const one = known(person);
          const name = one === undefined ? person : named(one);
          return (
            <li key={person} className={css["line"]}>
              <span>{name}</span>
              <Button
                small
                aria-label={t("staff.accounts.drop_person_name", { name })}
                onPress={() => change(chosen.filter((other) => other !== person))}
              >
                {t("staff.accounts.drop_office")}
              </Button>
            </li>
          );
        })}
      </ul>
      {free.length === 0 ? (
        <p className={css["quiet"]}>{t("staff.accounts.no_people")}</p>
      ) : (
        <div className={css["inline"]}>
          <Choice
            id={`${id}person`}
            label={t("staff.accounts.person_choose")}
            value={next}
            options={free.map((one) => ({ value: one.id, label: named(one) }))}
            choose={setPicked}
          />
          <Button onPress={() => change([...chosen, next])}>
            {t("staff.accounts.person_add")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
