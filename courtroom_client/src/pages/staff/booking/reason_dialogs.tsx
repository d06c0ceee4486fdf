/** Dialogs that ask for one line: why a hearing is called off, and by which document it may be listed. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { act, attest } from "../../../api/booking";
import { TextField } from "../../../parts/text_field";
import { Frame, type FrameOf } from "./act_frame";

export function CancelDialog(of: FrameOf) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  return (
    <Frame
      {...of}
      title={t("booking.do.cancel")}
      text={t("booking.cancel.text")}
      ready={reason.trim() !== ""}
      send={() => of.acting.send((seen) => act(seen, "cancel", { reason: reason.trim() }))}
    >
      <TextField label={t("booking.cancel.reason")} value={reason} change={setReason} focus />
    </Frame>
  );
}

/** The judge's word is entered, and the hearing listed with it. */
export function AttestDialog(of: FrameOf) {
  const { t } = useTranslation();
  const [document, setDocument] = useState("");
  return (
    <Frame
      {...of}
      title={t("booking.attest.title")}
      text={t("booking.attest.text")}
      confirm={t("booking.attest.confirm")}
      ready={document.trim() !== ""}
      send={() =>
        of.acting.send(async (seen) => {
          const given = await attest(seen.id, document.trim());
          return given.ok ? act(seen, "schedule", {}) : given;
        })
      }
    >
      <TextField
        label={t("booking.attest.document")}
        value={document}
        change={setDocument}
        focus
      />
    </Frame>
  );
}
