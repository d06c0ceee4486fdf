/** Which camera or microphone of this machine is used: the browser's own list, for it is the one
 * that phones know best, and weighs nothing. */
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Source } from "../media/capture";
import { Choice } from "./choice";

interface Props {
  readonly source: Source;
  readonly devices: readonly MediaDeviceInfo[];
  readonly chosen: string;
  readonly choose: (id: string) => void;
}

const KINDS = { camera: "videoinput", microphone: "audioinput" } as const;

export function DeviceSelect({ source, devices, chosen, choose }: Props) {
  const { t } = useTranslation();
  const id = useId();
  // Before the permission is given browsers list devices without ids.
  const known = devices.filter(
    ({ kind, deviceId }) => kind === KINDS[source] && deviceId !== "",
  );
  if (known.length === 0) return null;
  const options = known.map(({ deviceId, label }) => ({
    value: deviceId,
    label: label || deviceId.slice(0, 8),
  }));
  return (
    <Choice
      id={id}
      label={t(`join.${source}`)}
      value={known.some(({ deviceId }) => deviceId === chosen) ? chosen : ""}
      options={[{ value: "", label: t("join.default_device") }, ...options]}
      choose={choose}
    />
  );
}
