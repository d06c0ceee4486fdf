/** How long somebody has waited, in whole minutes. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

const EVERY_MS = 10_000;

/** since: RFC 3339. */
export function WaitingTime({ since }: { since: string }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.floor((now - Date.parse(since)) / 60_000);
  return <>{minutes < 1 ? t("waiting.moment") : t("waiting.minutes", { count: minutes })}</>;
}
