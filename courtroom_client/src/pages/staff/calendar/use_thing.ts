/** What is taken, in words: its name, and what it is to the hearing. */
import { useTranslation } from "react-i18next";
import type { Busy } from "../../../api/calendar";
import type { Role } from "../../../generated/protocol";

const OURS = ["courtroom", "component_point", "escort"] as const;
type Ours = (typeof OURS)[number];

export function useThing(): (one: Pick<Busy, "name" | "role">) => string {
  const { t } = useTranslation();
  return ({ name, role }) => {
    const said = isOurs(role) ? t(`calendar.role.${role}`) : t(`role.${role as Role}`);
    return name === "" ? said : t("calendar.what", { name, role: said });
  };
}

function isOurs(role: string): role is Ours {
  return OURS.some((one) => one === role);
}
