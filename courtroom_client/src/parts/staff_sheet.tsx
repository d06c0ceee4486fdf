/** A page of those who signed in: where else they can go, who they are, the way out. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Me, type Right, signOut } from "../api/staff";
import { go } from "../base/go";
import { Button } from "./button";
import { LanguageSwitch } from "./language_switch";
import css from "./staff_sheet.module.css";

interface Place {
  readonly at: "my_day" | "calendar" | "deadlines" | "directory" | "lists" | "accounts";
  readonly href: string;
  /** Whoever has it is led there; null: everybody who signed in. */
  readonly right: Right | null;
}

const PLACES: readonly Place[] = [
  { at: "my_day", href: "/my-day", right: null },
  { at: "calendar", href: "/calendar", right: "read" },
  { at: "deadlines", href: "/deadlines", right: "read" },
  { at: "directory", href: "/directory", right: "look_up" },
  { at: "lists", href: "/lists", right: "book" },
  { at: "accounts", href: "/staff", right: "accounts" },
];

interface Props {
  readonly me: Me | null;
  readonly at?: Place["at"] | "account";
  /** A timeline does not fit into a column to read. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function StaffSheet({ me, at, wide = false, children }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <header className={css["head"]} data-wide={wide || undefined}>
        <p className={css["product"]}>{t("product")}</p>
        <LanguageSwitch />
        {me !== null && (
          <nav className={css["nav"]} aria-label={t("staff.nav.label")}>
            {PLACES.filter(({ right }) => right === null || me.rights.includes(right)).map(
              ({ at: place, href }) => (
                <a key={place} href={href} aria-current={at === place ? "page" : undefined}>
                  {t(`staff.nav.${place}`)}
                </a>
              ),
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
      <main className={css["body"]} data-wide={wide || undefined}>
        {children}
      </main>
    </>
  );
}

async function leave() {
  await signOut();
  go("/sign-in", true);
}
