/** What every dialog stands in: over the page, titled, left by Escape or outside. */
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import css from "./confirm_dialog.module.css";

interface Props {
  readonly title: string;
  readonly open?: boolean;
  /** It asks before something happens. */
  readonly asks?: boolean;
  readonly leave: () => void;
  readonly children: ReactNode;
}

export function Dialog({ title, open = true, asks = false, leave, children }: Props) {
  return (
    <ModalOverlay
      className={css["overlay"] ?? ""}
      isOpen={open}
      onOpenChange={(stays) => {
        if (!stays) leave();
      }}
    >
      <Modal className={css["modal"] ?? ""}>
        <AriaDialog role={asks ? "alertdialog" : "dialog"} className={css["dialog"] ?? ""}>
          <Heading slot="title" className={css["title"] ?? ""}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
