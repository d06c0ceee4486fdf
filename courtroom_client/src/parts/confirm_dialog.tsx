/** Asks once, in a sentence that says what will happen, before what cannot be undone. */
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "./button";
import css from "./confirm_dialog.module.css";

interface Props {
  readonly open: boolean;
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly answer: (yes: boolean) => void;
}

export function ConfirmDialog({ open, title, text, confirm, cancel, answer }: Props) {
  return (
    <ModalOverlay
      className={css["overlay"] ?? ""}
      isOpen={open}
      onOpenChange={(stays) => {
        if (!stays) answer(false);
      }}
    >
      <Modal className={css["modal"] ?? ""}>
        <Dialog role="alertdialog" className={css["dialog"] ?? ""}>
          <Heading slot="title" className={css["title"] ?? ""}>
            {title}
          </Heading>
          <p>{text}</p>
          <div className={css["answers"]}>
            <Button autoFocus onPress={() => answer(false)}>
              {cancel}
            </Button>
            <Button look="danger" onPress={() => answer(true)}>
              {confirm}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
