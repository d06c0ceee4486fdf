/** A page of those who signed in: where else they can go, who they are, the way out. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Me, signOut } from "../api/staff";
import { go } from "../base/go";
import { Button } from "./button";
import { LanguageSwitch } from "./language_switch";
import css from "./staff_sheet.module.css";

interface Props {
  readonly me: Me | null;
  readonly at?: "my_day" | "deadlines" | "accounts" | "account";
  readonly children: ReactNode;
}

export function StaffSheet({ me, at, children }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <header className={css["head"]}>
        <p className={css["product"]}>{t("product")}</p>
        <LanguageSwitch />
        {me !== null && (
          <nav className={css["nav"]} aria-label={t("staff.nav.label")}>
            <a href="/my-day" aria-current={at === "my_day" ? "page" : undefined}>
              {t("staff.nav.my_day")}
            </a>
            {me.rights.includes("read") && (
              <a href="/deadlines" aria-current={at === "deadlines" ? "page" : undefined}>
                {t("staff.nav.deadlines")}
              </a>
            )}
            {me.rights.includes("accounts") && (
              <a href="/staff" aria-current={at === "accounts" ? "page" : undefined}>
                {t("staff.nav.accounts")}
              </a>
            )}
            <div className={css["self"]}>
              <a href="/account" aria-current={at === "account" ? "page" : undefined}>
                {me.name}
              </a>
              <Button small onPress={() => void leave()}>
                {t("staff.nav.sign_out")}
              </Button>
            </div>
          </nav>
        )}
      </header>
      <main className={css["body"]}>{children}</main>
    </>
  );
}

async function leave() {
  await signOut();
  go("/sign-in", true);
}
