/** The first page: what this is, and how to come in. */
import { useTranslation } from "react-i18next";
import { Sheet } from "../parts/sheet";

export function Landing() {
  const { t } = useTranslation();
  return (
    <Sheet>
      <h1>{t("landing.title")}</h1>
      <p>{t("landing.lead")}</p>
      <h2>{t("landing.how")}</h2>
      <ol>
        <li>{t("landing.steps.link")}</li>
        <li>{t("landing.steps.check")}</li>
        <li>{t("landing.steps.join")}</li>
      </ol>
      <p>{t("landing.help")}</p>
      <p>
        <a href="/public">{t("landing.public")}</a>
      </p>
      <p>
        <a href="/sign-in">{t("landing.staff")}</a>
      </p>
      <p>
        <a href="/assets/licenses.txt">{t("landing.licences")}</a>
      </p>
    </Sheet>
  );
}

export function Unknown() {
  const { t } = useTranslation();
  return (
    <Sheet>
      <h1>{t("unknown.title")}</h1>
      <p>{t("unknown.text")}</p>
      <p>
        <a href="/">{t("unknown.home")}</a>
      </p>
    </Sheet>
  );
}
