/** Where a hearing takes place: one courtroom, and points beside it. */
import { Checkbox, CheckboxGroup, Label } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { CourtPoint } from "../../../api/calendar";
import { Choice } from "../../../parts/choice";
import { Section } from "../../../parts/section";
import tick from "../../../parts/tick.module.css";
import { type Form, ROOM } from "../../../staff/calendar/draft";
import css from "./booking.module.css";

interface Props {
  readonly form: Form;
  readonly points: readonly CourtPoint[];
  readonly change: (part: Partial<Form>) => void;
}

export function PlacesField({ form, points, change }: Props) {
  const { t } = useTranslation();
  const rooms = points.filter(({ kind }) => kind === "central");
  const others = points.filter(({ kind }) => kind === "component");
  // Who sat at a point that the hearing no longer has sits in the courtroom.
  const choose = (components: readonly string[]) =>
    change({
      components,
      cast: form.cast.map((one) =>
        form.components.includes(one.place) && !components.includes(one.place)
          ? { ...one, place: ROOM }
          : one,
      ),
    });
  return (
    <Section title={t("booking.where")}>
      <Choice
        id="room"
        label={t("booking.room")}
        value={form.room}
        options={[
          { value: "", label: t("booking.room_choose") },
          ...rooms.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        choose={(room) => change({ room })}
      />
      {others.length === 0 ? (
        <p>{t("booking.no_components")}</p>
      ) : (
        <CheckboxGroup
          className={css["ticks"] ?? ""}
          value={[...form.components]}
          onChange={choose}
        >
          <Label className={css["label"] ?? ""}>{t("booking.components")}</Label>
          {others.map(({ id, name }) => (
            <Checkbox key={id} value={id} className={tick["tick"] ?? ""}>
              <span aria-hidden className={tick["box"]}>
                {form.components.includes(id) ? "✓" : ""}
              </span>
              {name}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
    </Section>
  );
}
