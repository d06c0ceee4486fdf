/** Taking one's seat over from another device by the code that the clerk tells. */
import { type FormEvent, useState } from "react";
import { Form, Input, Label, TextField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/http";
import { transfer } from "../../api/links";
import { Button } from "../button";
import { Notice, ProblemNotice } from "../notice";
import css from "./lobby.module.css";

interface Props {
  readonly token: string;
  readonly moved: (seat: string) => void;
}

const CODE = /^\d{6}$/;

export function TransferForm({ token, moved }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Problem | "digits" | null>(null);

  async function move(event: FormEvent) {
    event.preventDefault();
    const digits = code.replace(/\s/g, "");
    if (!CODE.test(digits)) return setWrong("digits");
    setBusy(true);
    setWrong(null);
    const answer = await transfer(token, digits);
    setBusy(false);
    if (answer.ok) moved(answer.value.seat);
    else setWrong(answer.problem);
  }

  return (
    <section className={css["more"]} aria-labelledby="transfer">
      <h2 id="transfer">{t("lobby.transfer.title")}</h2>
      <p>{t("lobby.transfer.text")}</p>
      <Form className={css["form"] ?? ""} onSubmit={(event) => void move(event)}>
        <TextField className={css["field"] ?? ""} value={code} onChange={setCode}>
          <Label>{t("lobby.transfer.code")}</Label>
          <Input
            className={css["code"] ?? ""}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={9}
          />
        </TextField>
        {wrong === "digits" && (
          <Notice tone="bad" role="alert">
            {t("lobby.transfer.digits")}
          </Notice>
        )}
        {wrong !== null && wrong !== "digits" && <ProblemNotice problem={wrong} />}
        <Button type="submit" look="primary" isDisabled={busy}>
          {t(busy ? "lobby.transfer.moving" : "lobby.transfer.move")}
        </Button>
      </Form>
    </section>
  );
}
