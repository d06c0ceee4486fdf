/** What an administrator changes of an account, and how it is ended. */
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Change,
  changeAccount,
  type Post,
  resetSecondFactor,
  revokeAccount,
  setPassword,
} from "../../api/accounts";
import type { Answer, Problem } from "../../api/http";
import type { Account } from "../../api/staff";
import { Button } from "../../parts/button";
import { ConfirmDialog } from "../../parts/confirm_dialog";
import { Field } from "../../parts/field";
import { Notice, ProblemNotice } from "../../parts/notice";
import { asStaff } from "../../staff/signed_out";
import type { Directory } from "./accounts";
import css from "./accounts.module.css";
import { OfficesField } from "./offices_field";
import { PeopleField } from "./people_field";

interface Props {
  readonly account: Account;
  readonly own: boolean;
  readonly directory: Directory;
  readonly changed: () => void;
}

type Said = "saved" | "new_password_set" | "reset_done" | "revoke_done";
type Asking = "reset" | "revoke";

export function EditAccount({ account, own, directory, changed }: Props) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<Said | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const { name } = account;

  async function doing(ask: Promise<Answer<Account>>, done: Said) {
    setSaid(null);
    setProblem(null);
    const answer = await asStaff(ask);
    if (!answer.ok) return setProblem(answer.problem);
    setSaid(done);
    changed();
  }

  return (
    <div className={css["edit"]}>
      {problem !== null && <ProblemNotice problem={problem} />}
      {said !== null && (
        <Notice tone="good" role="status">
          <p>{t(`staff.accounts.${said}`)}</p>
        </Notice>
      )}
      <Details
        account={account}
        own={own}
        directory={directory}
        save={(change) => void doing(changeAccount(account.id, change), "saved")}
      />
      <Password
        save={(password) => void doing(setPassword(account.id, password), "new_password_set")}
      />
      <div className={css["inline"]}>
        <Button onPress={() => setAsking("reset")}>{t("staff.accounts.reset")}</Button>
        {!own && (
          <Button look="danger" onPress={() => setAsking("revoke")}>
            {t("staff.accounts.revoke")}
          </Button>
        )}
      </div>
      {asking !== null && (
        <ConfirmDialog
          open
          title={t(`staff.accounts.${asking}_title`, { name })}
          text={t(`staff.accounts.${asking}_text`, { name })}
          confirm={t(`staff.accounts.${asking}`)}
          cancel={t("staff.accounts.keep")}
          answer={(yes) => {
            setAsking(null);
            if (!yes) return;
            if (asking === "reset") void doing(resetSecondFactor(account.id), "reset_done");
            else void doing(revokeAccount(account.id), "revoke_done");
          }}
        />
      )}
    </div>
  );
}

type DetailsProps = Omit<Props, "changed"> & { readonly save: (change: Change) => void };

function Details({ account, own, directory, save }: DetailsProps) {
  const { t } = useTranslation();
  const id = useId();
  const [name, setName] = useState(account.name);
  const [posts, setPosts] = useState<readonly Post[]>(
    account.roles.map(({ role, court }) => ({ role, court })),
  );
  const [people, setPeople] = useState(account.people);
  return (
    <form
      className={css["form"]}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save({ name, people, ...(own ? {} : { roles: posts }) });
      }}
    >
      <Field
        id={`${id}name`}
        label={t("staff.accounts.name")}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {own ? (
        <p className={css["quiet"]}>{t("staff.accounts.own")}</p>
      ) : (
        <OfficesField posts={posts} courts={directory.courts} change={setPosts} />
      )}
      <PeopleField chosen={people} directory={directory} change={setPeople} />
      <div>
        <Button type="submit" look="primary">
          {t("staff.accounts.save")}
        </Button>
      </div>
    </form>
  );
}

function Password({ save }: { save: (password: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [password, setTyped] = useState("");
  return (
    <form
      className={css["form"]}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save(password);
        setTyped("");
      }}
    >
      <Field
        id={`${id}password`}
        label={t("staff.accounts.new_password")}
        hint={t("staff.accounts.password_hint")}
        autoComplete="new-password"
        value={password}
        onChange={(event) => setTyped(event.target.value)}
        beside={
          <Button type="submit" isDisabled={password === ""}>
            {t("staff.accounts.save")}
          </Button>
        }
      />
    </form>
  );
}
