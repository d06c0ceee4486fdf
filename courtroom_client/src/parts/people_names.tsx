/** Who sits at a device, role and name on a line each, as the desk reads them. */
import { useTranslation } from "react-i18next";
import type { Place } from "../hearing/people";
import css from "./desk_panel.module.css";

export function PeopleNames({ place }: { place: Place }) {
  const { t } = useTranslation();
  return (
    <div className={css["who"]}>
      {place.people.length === 0 && <p className={css["name"]}>{place.name}</p>}
      {place.people.map((seat) => (
        <p key={seat.id}>
          <span className={css["role"]}>{t(`role.${seat.role}`)}</span>{" "}
          <span className={css["name"]}>{seat.display}</span>
        </p>
      ))}
    </div>
  );
}
