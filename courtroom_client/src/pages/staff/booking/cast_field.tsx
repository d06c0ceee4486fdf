/** Who takes part, as what, and from where: a point, or remote by the court's order. */
import { useTranslation } from "react-i18next";
import type { Role } from "../../../generated/protocol";
import { Button } from "../../../parts/button";
import { Choice } from "../../../parts/choice";
import { Section } from "../../../parts/section";
import { type Cast, type Form, REMOTE, ROOM } from "../../../staff/calendar/draft";
import css from "./booking.module.css";
import type { Choices } from "./editor";

interface Props {
  readonly form: Form;
  readonly choices: Choices;
  readonly change: (part: Partial<Form>) => void;
}

const ROLES: readonly Role[] = [
  "presiding_judge",
  "judge",
  "assessor",
  "clerk",
  "prosecutor",
  "accused",
  "custody_officer",
  "judicial_police",
  "technical_officer",
  "defence_counsel",
  "victim",
  "plaintiff",
  "civil_defendant",
  "petitioner",
  "respondent",
  "related_party",
  "advocate",
  "representative",
  "witness",
  "expert",
  "interpreter",
  "observer",
  "press",
  "supervisor",
];

export function CastField({ form, choices, change }: Props) {
  const { t } = useTranslation();
  const { cast } = form;
  const set = (at: number, part: Partial<Cast>) =>
    change({ cast: cast.map((one, other) => (other === at ? { ...one, ...part } : one)) });
  const places = [
    { value: ROOM, label: t("booking.room") },
    ...choices.points
      .filter(({ id }) => form.components.includes(id))
      .map(({ id, name }) => ({ value: id, label: name })),
    { value: REMOTE, label: t("booking.remote") },
  ];
  const roles = ROLES.map((value) => ({ value, label: t(`role.${value}`) }));
  const nameOf = (person: string) => choices.people.find(({ id }) => id === person)?.name ?? "";
  return (
    <Section title={t("booking.who")}>
      {cast.length === 0 && <p>{t("booking.nobody")}</p>}
      <ul className={css["cast"]}>
        {cast.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name before it is filled in
          <li key={at} className={css["person"]}>
            <Choice
              id={`person-${at}`}
              label={t("booking.person")}
              value={one.person}
              options={[
                { value: "", label: t("booking.person_choose") },
                ...choices.people.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              choose={(person) => set(at, { person })}
            />
            <Choice
              id={`role-${at}`}
              label={t("booking.role")}
              value={one.role}
              options={roles}
              choose={(role) =>
                set(at, { role: ROLES.find((known) => known === role) ?? one.role })
              }
            />
            <Choice
              id={`place-${at}`}
              label={t("booking.place")}
              value={one.place}
              options={places}
              choose={(place) => set(at, { place })}
            />
            <Button
              aria-label={t("booking.drop_person", {
                name: nameOf(one.person) || t(`role.${one.role}`),
              })}
              onPress={() => change({ cast: cast.filter((_, other) => other !== at) })}
            >
              {t("booking.drop")}
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button
          onPress={() =>
            change({ cast: [...cast, { person: "", role: "witness", place: ROOM }] })
          }
        >
          {t("booking.add_person")}
        </Button>
      </div>
    </Section>
  );
}
