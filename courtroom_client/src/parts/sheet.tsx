/** A page that is read: one column, the product's name and the language above it. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "./language_switch";
import css from "./sheet.module.css";

export function Sheet({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <header className={css["head"]}>
        <p className={css["product"]}>{t("product")}</p>
        <LanguageSwitch />
      </header>
      <main className={css["body"]}>{children}</main>
    </>
  );
}
