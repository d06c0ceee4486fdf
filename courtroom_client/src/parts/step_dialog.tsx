/** Asks once before a step that ends or stops the hearing, in a sentence that says what happens. */
import { useTranslation } from "react-i18next";
import type { Steps } from "../hearing/use_steps";
import { ConfirmDialog } from "./confirm_dialog";
import { ReasonDialog } from "./reason_dialog";

export function StepDialog({ steps }: { steps: Steps }) {
  const { t } = useTranslation();
  const command = steps.asked?.command;
  const reasoned = command === "suspend" || command === "adjourn" ? command : null;
  return (
    <>
      <ConfirmDialog
        open={command === "close_hearing"}
        title={t("desk.close_title")}
        text={t("desk.close_text")}
        confirm={t("desk.close_confirm")}
        cancel={t("desk.cancel")}
        answer={(yes) => steps.answer(yes)}
      />
      {reasoned !== null && (
        <ReasonDialog
          title={t(`court.desk.${reasoned}_title`)}
          text={t(`court.desk.${reasoned}_text`)}
          label={t("court.desk.reason")}
          confirm={t(`court.desk.${reasoned}_confirm`)}
          answer={(reason) => steps.answer(reason !== null, reason ?? "")}
        />
      )}
    </>
  );
}
