/** Administrators: the accounts of staff, their offices, and the audit. */
import { useCallback, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { accounts, type Court, courts, type DirectoryPerson, people } from "../../api/accounts";
import type { Answer } from "../../api/http";
import type { Account, Me } from "../../api/staff";
import { AskedProblem } from "../../parts/asked_problem";
import { Button } from "../../parts/button";
import { StaffSheet } from "../../parts/staff_sheet";
import { useAsked } from "../../staff/use_asked";
import { useMe } from "../../staff/use_me";
import { AccountRow } from "./account_row";
import css from "./accounts.module.css";
import { AddAccount } from "./add_account";
import { Audit } from "./audit";

export interface Directory {
  readonly accounts: readonly Account[];
  readonly courts: readonly Court[];
  readonly people: readonly DirectoryPerson[];
}

export default function Accounts() {
  const { t } = useTranslation();
  const { me } = useMe();
  const { value, problem, again } = useAsked(useCallback(directory, []));
  const list = value !== null && <List directory={value} own={me?.id} changed={again} />;
  return (
    <StaffSheet me={me} at="accounts">
      <h1>{t("staff.accounts.title")}</h1>
      <p>{t("staff.accounts.lead")}</p>
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <p role="status">{t("staff.loading")}</p>}
      {readsAudit(me) ? (
        <Tabs>
          <TabList className={css["tabs"] ?? ""} aria-label={t("staff.accounts.title")}>
            <Tab id="accounts" className={css["tab"] ?? ""}>
              {t("staff.accounts.tabs.accounts")}
            </Tab>
            <Tab id="audit" className={css["tab"] ?? ""}>
              {t("staff.accounts.tabs.audit")}
            </Tab>
          </TabList>
          <TabPanel id="accounts" className={css["panel"] ?? ""}>
            {list}
          </TabPanel>
          <TabPanel id="audit" className={css["panel"] ?? ""}>
            <Audit accounts={value?.accounts ?? []} zone={value?.courts[0]?.zone ?? "UTC"} />
          </TabPanel>
        </Tabs>
      ) : (
        list
      )}
    </StaffSheet>
  );
}

/** The audit is the installation's: an administrator of one court does not read it. */
function readsAudit(me: Me | null): boolean {
  return (
    me?.roles.some(({ role, court }) => role === "administrator" && court === null) ?? false
  );
}

interface ListProps {
  readonly directory: Directory;
  /** The id of whoever looks. */
  readonly own: string | undefined;
  readonly changed: () => Promise<void>;
}

function List({ directory, own, changed }: ListProps) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  return (
    <>
      {adding ? (
        <AddAccount
          directory={directory}
          done={() => {
            setAdding(false);
            void changed();
          }}
          cancel={() => setAdding(false)}
        />
      ) : (
        <div>
          <Button look="primary" onPress={() => setAdding(true)}>
            {t("staff.accounts.add")}
          </Button>
        </div>
      )}
      <ul className={css["list"]} aria-label={t("staff.accounts.list")}>
        {directory.accounts.map((account) => (
          <AccountRow
            key={account.id}
            account={account}
            own={account.id === own}
            directory={directory}
            changed={() => void changed()}
          />
        ))}
      </ul>
    </>
  );
}

async function directory(): Promise<Answer<Directory>> {
  const [told, at, who] = await Promise.all([accounts(), courts(), people()]);
  if (!told.ok) return told;
  if (!at.ok) return at;
  if (!who.ok) return who;
  return { ok: true, value: { accounts: told.value, courts: at.value, people: who.value } };
}
