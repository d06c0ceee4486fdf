/** Asks once, in a sentence that says what will happen, before what cannot be undone. */
import { Button } from "./button";
import css from "./confirm_dialog.module.css";
import { Dialog } from "./dialog";

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
    <Dialog open={open} title={title} asks leave={() => answer(false)}>
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
  );
}
