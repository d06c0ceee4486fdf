/** All keys of the courtroom, on "?". */
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "../base/use_keys";
import type { Role } from "../generated/protocol";
import { keysOf } from "../hearing/keys";
import { Button } from "./button";
import css from "./confirm_dialog.module.css";
import { Dialog } from "./dialog";

const NAMED = {
  space: "court.keys.talk_key",
  tab: "court.keys.tab",
  enter: "court.keys.enter",
} as const;

export function KeyHelp({ role }: { role: Role }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useShortcuts(useMemo(() => ({ "?": () => setOpen(true) }), []));
  const name = (keys: string) => (keys in NAMED ? t(NAMED[keys as keyof typeof NAMED]) : keys);
  return (
    <>
      <Button aria-keyshortcuts="?" onPress={() => setOpen(true)}>
        {t("court.keys.open")}
        <kbd>?</kbd>
      </Button>
      <Dialog title={t("court.keys.title")} open={open} leave={() => setOpen(false)}>
        <dl className={css["keys"]}>
          {keysOf(role).map(({ keys, does }) => (
            <div key={does}>
              <dt>
                <kbd>{name(keys)}</kbd>
              </dt>
              <dd>{t(`court.keys.${does}`)}</dd>
            </div>
          ))}
        </dl>
        <div className={css["answers"]}>
          <Button autoFocus onPress={() => setOpen(false)}>
            {t("court.keys.close")}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
