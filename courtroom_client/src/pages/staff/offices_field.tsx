/** Which offices an account has, each at a court. */
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Court, Post } from "../../api/accounts";
import type { Office } from "../../api/staff";
import { Button } from "../../parts/button";
import { Choice } from "../../parts/choice";
import css from "./accounts.module.css";

interface Props {
  readonly posts: readonly Post[];
  readonly courts: readonly Court[];
  readonly change: (posts: readonly Post[]) => void;
}

const OFFICES: readonly Office[] = [
  "clerk",
  "presiding_judge",
  "judge",
  "assessor",
  "registrar",
  "technical_officer",
  "administrator",
];
const EVERYWHERE = "";

export function OfficesField({ posts, courts, change }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [office, setOffice] = useState<Office>("clerk");
  const [court, setCourt] = useState(courts[0]?.id ?? EVERYWHERE);
  const at = (one: string | null) =>
    courts.find((known) => known.id === one)?.name ?? t("staff.accounts.all_courts");
  // Only an administrator's office may be at all courts.
  const places = [
    ...courts.map(({ id: value, name }) => ({ value, label: name })),
    ...(office === "administrator"
      ? [{ value: EVERYWHERE, label: t("staff.accounts.all_courts") }]
      : []),
  ];
  const chosen = places.some(({ value }) => value === court)
    ? court
    : (places[0]?.value ?? EVERYWHERE);

  function add() {
    const post = { role: office, court: chosen === EVERYWHERE ? null : chosen };
    const had = posts.some((one) => one.role === post.role && one.court === post.court);
    if (!had) change([...posts, post]);
  }

  return (
    <fieldset className={css["group"]}>
      <legend>{t("staff.accounts.offices")}</legend>
      <ul className={css["plain"]}>
        {posts.map((post) => (
          <li key={post.role + post.court} className={css["line"]}>
            <span>
              {t(`staff.office.${post.role}`)} – {at(post.court)}
            </span>
            <Button
              small
              aria-label={t("staff.accounts.drop_office_name", {
                office: t(`staff.office.${post.role}`),
                court: at(post.court),
              })}
              onPress={() => change(posts.filter((one) => one !== post))}
            >
              {t("staff.accounts.drop_office")}
            </Button>
          </li>
        ))}
      </ul>
      <div className={css["inline"]}>
        <Choice
          id={`${id}office`}
          label={t("staff.accounts.office")}
          value={office}
          options={OFFICES.map((value) => ({ value, label: t(`staff.office.${value}`) }))}
          choose={(value) => setOffice(value as Office)}
        />
        <Choice
          id={`${id}court`}
          label={t("staff.accounts.court")}
          value={chosen}
          options={places}
          choose={setCourt}
        />
        <Button onPress={add}>{t("staff.accounts.add_office")}</Button>
      </div>
    </fieldset>
  );
}
