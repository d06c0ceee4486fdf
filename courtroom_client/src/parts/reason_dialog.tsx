/** Asks for a reason, and does nothing without one. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button";
import css from "./confirm_dialog.module.css";
import { Dialog } from "./dialog";
import { TextField } from "./text_field";

interface Props {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly confirm: string;
  /** null: called off. */
  readonly answer: (reason: string | null) => void;
}

export function ReasonDialog({ title, text, label, confirm, answer }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const given = reason.trim();
  return (
    <Dialog title={title} asks leave={() => answer(null)}>
      <p>{text}</p>
      <form
        className={css["form"]}
        onSubmit={(submitted) => {
          submitted.preventDefault();
          if (given !== "") answer(given);
        }}
      >
        <TextField label={label} value={reason} change={setReason} focus />
        <div className={css["answers"]}>
          <Button onPress={() => answer(null)}>{t("desk.cancel")}</Button>
          <Button type="submit" look="danger" isDisabled={given === ""}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
