/** A page that is read: one column, the product's name and the language above it. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "./language_switch";
import css from "./sheet.module.css";

interface Props {
  readonly children: ReactNode;
  /** Two pictures side by side do not fit into a column to read. */
  readonly wide?: boolean;
}

export function Sheet({ children, wide = false }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <header className={css["head"]}>
        <p className={css["product"]}>{t("product")}</p>
        <LanguageSwitch />
      </header>
      <main className={css["body"]} data-wide={wide}>
        {children}
      </main>
    </>
  );
}
