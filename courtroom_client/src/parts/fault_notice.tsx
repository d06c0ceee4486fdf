/** Why a camera or microphone is not on, and what the person can do. */
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { Capture, Source } from "../media/capture";
import { Button } from "./button";
import { Notice } from "./notice";

export function FaultNotice({ source, capture }: { source: Source; capture: Capture }) {
  const { t } = useTranslation();
  const own = useStore(capture)[source];
  if (own.is !== "failed") return null;
  const sentence = t(`device.${own.fault}`, { what: t(`device.${source}`) });
  return (
    <Notice tone="bad" role="alert">
      <p>{sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1)}</p>
      <Button small onPress={() => void capture.open([source])}>
        {t("problem.again")}
      </Button>
    </Notice>
  );
}
