/** The judge's and the clerk's commands that are possible now. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Role, Status } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { type DeskCommand, offered } from "../hearing/desk";
import { useCommand } from "../hearing/use_command";
import { Button } from "./button";
import { ConfirmDialog } from "./confirm_dialog";
import css from "./desk.module.css";
import { ProblemNotice } from "./notice";

interface Props {
  readonly room: Courtroom;
  readonly role: Role;
  readonly status: Status;
}

export function Desk({ room, role, status }: Props) {
  const { t } = useTranslation();
  const { busy, problem, give } = useCommand(room);
  const [asked, setAsked] = useState<DeskCommand | null>(null);
  const rows = offered(role, status);
  if (rows.length === 0 && problem === null) return null;
  return (
    <section aria-label={t("desk.title")} className={css["desk"]}>
      <div className={css["commands"]}>
        {rows.map(({ command, irreversible }, place) => (
          <Button
            key={command}
            look={irreversible ? "danger" : place === 0 ? "primary" : "plain"}
            isDisabled={busy}
            onPress={() => (irreversible ? setAsked(command) : give({ type: command }))}
          >
            {t(`desk.${command}`)}
          </Button>
        ))}
        {busy && <p role="status">{t("desk.waiting")}</p>}
      </div>
      {problem !== null && <ProblemNotice problem={problem} />}
      <ConfirmDialog
        open={asked === "close_hearing"}
        title={t("desk.close_title")}
        text={t("desk.close_text")}
        confirm={t("desk.close_confirm")}
        cancel={t("desk.cancel")}
        answer={(yes) => {
          setAsked(null);
          if (yes) give({ type: "close_hearing" });
        }}
      />
    </section>
  );
}
