/** Which camera or microphone of this machine is used. */
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Source } from "../media/capture";
import css from "./select.module.css";

interface Props {
  readonly source: Source;
  readonly devices: readonly MediaDeviceInfo[];
  readonly chosen: string;
  readonly choose: (id: string) => void;
}

const KINDS = { camera: "videoinput", microphone: "audioinput" } as const;

export function DeviceSelect({ source, devices, chosen, choose }: Props) {
  const { t } = useTranslation();
  // Before the permission is given browsers list devices without ids.
  const known = devices.filter(
    ({ kind, deviceId }) => kind === KINDS[source] && deviceId !== "",
  );
  const selected = known.some(({ deviceId }) => deviceId === chosen) ? chosen : "";
  if (known.length === 0) return null;
  return (
    <Select
      className={css["field"] ?? ""}
      value={selected}
      onChange={(key) => choose(String(key ?? ""))}
    >
      <Label className={css["label"] ?? ""}>{t(`join.${source}`)}</Label>
      <Button className={css["button"] ?? ""}>
        <SelectValue className={css["value"] ?? ""} />
        <span aria-hidden>▾</span>
      </Button>
      <Popover className={css["popover"] ?? ""}>
        <ListBox className={css["list"] ?? ""}>
          <ListBoxItem id="" className={css["item"] ?? ""}>
            {t("join.default_device")}
          </ListBoxItem>
          {known.map(({ deviceId, label }) => (
            <ListBoxItem key={deviceId} id={deviceId} className={css["item"] ?? ""}>
              {label || deviceId.slice(0, 8)}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
