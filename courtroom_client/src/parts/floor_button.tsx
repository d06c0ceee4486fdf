/** Whether the court hears a device: the judge's and the clerk's switch. */
import { useTranslation } from "react-i18next";
import type { Courtroom } from "../hearing/courtroom";
import type { Place } from "../hearing/people";
import { useCommand } from "../hearing/use_command";
import { Button } from "./button";
import { ProblemNotice } from "./notice";

export function FloorButton({ room, place }: { room: Courtroom; place: Place }) {
  const { t } = useTranslation();
  const { busy, problem, give } = useCommand(room);
  const name = place.people.map(({ display }) => display).join(", ");
  const { id, held } = place.device;
  const type = held ? "give_floor" : "hold_floor";
  return (
    <div>
      <Button
        small
        isDisabled={busy}
        aria-label={t(`desk.${type}_of`, { name })}
        onPress={() => give({ type, device: id })}
      >
        {t(`desk.${type}`)}
      </Button>
      {problem !== null && <ProblemNotice problem={problem} />}
    </div>
  );
}
