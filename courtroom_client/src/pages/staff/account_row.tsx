/** One account: who, which offices, since when it is not used; managed below. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../api/staff";
import { courtTime } from "../../language/format";
import { Button } from "../../parts/button";
import { Offices } from "../../parts/offices";
import type { Directory } from "./accounts";
import css from "./accounts.module.css";
import { EditAccount } from "./edit_account";

interface Props {
  readonly account: Account;
  readonly own: boolean;
  readonly directory: Directory;
  readonly changed: () => void;
}

export function AccountRow({ account, own, directory, changed }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const zone = directory.courts[0]?.zone ?? "UTC";
  const revoked = account.revoked_at;
  return (
    <li className={css["card"]}>
      <div className={css["line"]}>
        <h2 className={css["name"]}>
          {account.name} <span className={css["quiet"]}>{account.user}</span>
          {own && <span className={css["quiet"]}> ({t("staff.accounts.you")})</span>}
        </h2>
        {revoked === null && (
          <Button
            small
            aria-expanded={open}
            aria-label={t("staff.accounts.manage_name", { user: account.user })}
            onPress={() => setOpen(!open)}
          >
            {t("staff.accounts.manage")}
          </Button>
        )}
      </div>
      {revoked !== null && (
        <p className={css["revoked"]}>
          {t("staff.accounts.revoked", { time: courtTime(revoked, zone) })}
        </p>
      )}
      <dl className={css["facts"]}>
        <dt>{t("staff.accounts.offices")}</dt>
        <dd>
          <Offices offices={account.roles} />
        </dd>
        <dt>{t("staff.accounts.factor")}</dt>
        <dd>
          {t(
            account.second_factor ? "staff.accounts.factor_set" : "staff.accounts.factor_none",
          )}
        </dd>
        <dt>{t("staff.accounts.last")}</dt>
        <dd>
          {account.signed_in_at === null
            ? t("staff.accounts.never")
            : courtTime(account.signed_in_at, zone)}
        </dd>
      </dl>
      {open && revoked === null && (
        <EditAccount account={account} own={own} directory={directory} changed={changed} />
      )}
    </li>
  );
}
