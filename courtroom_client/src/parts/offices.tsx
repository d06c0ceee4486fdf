/** The offices somebody has, each with its court. */
import { useTranslation } from "react-i18next";
import type { OfficeTold } from "../api/staff";

export function Offices({ offices }: { offices: readonly OfficeTold[] }) {
  const { t } = useTranslation();
  if (offices.length === 0) return <>{t("staff.accounts.no_offices")}</>;
  return offices.map(({ role, court, court_name }) => (
    <div key={role + court}>
      {t(`staff.office.${role}`)} – {court_name ?? t("staff.accounts.all_courts")}
    </div>
  ));
}
