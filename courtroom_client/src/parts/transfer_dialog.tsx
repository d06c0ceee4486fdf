/** The code that moves a person to another device: large enough to read out, and then gone. */
import { useTranslation } from "react-i18next";
import { useNow } from "../base/use_now";
import { useStore } from "../base/use_store";
import type { TransferCode } from "../generated/protocol";
import type { Courtroom } from "../hearing/courtroom";
import { stopwatch } from "../hearing/lobby";
import { Button } from "./button";
import css from "./confirm_dialog.module.css";
import { Dialog } from "./dialog";

export function TransferDialog({ room }: { room: Courtroom }) {
  const { transfer } = useStore(room.socket);
  return transfer === null ? null : <Code key={transfer.code} room={room} code={transfer} />;
}

function Code({ room, code }: { room: Courtroom; code: TransferCode }) {
  const { t } = useTranslation();
  const now = useNow();
  const name = room.socket.get().state?.seats[code.seat]?.display ?? "";
  const left = Math.ceil((Date.parse(code.expires_at) - now) / 1000);
  const close = () => room.socket.forgetTransfer();
  return (
    <Dialog title={t("court.transfer.title", { name })} leave={close}>
      <p className={css["code"]}>
        {code.code.slice(0, 3)} {code.code.slice(3)}
      </p>
      <p>{t("court.transfer.text", { name })}</p>
      <p>{t("court.transfer.once")}</p>
      <p>
        <strong>
          {left > 0
            ? t("court.transfer.left", { clock: stopwatch(left) })
            : t("court.transfer.expired")}
        </strong>
      </p>
      <div className={css["answers"]}>
        <Button autoFocus look="primary" onPress={close}>
          {t("court.transfer.done")}
        </Button>
      </div>
    </Dialog>
  );
}
