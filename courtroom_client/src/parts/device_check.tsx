/** Trying camera and microphone before anybody hears or sees them. */
import { useTranslation } from "react-i18next";
import { useStore } from "../base/use_store";
import type { Capture, Source } from "../media/capture";
import { Button } from "./button";
import css from "./check.module.css";
import { DeviceSelect } from "./device_select";
import { FaultNotice } from "./fault_notice";
import { LevelBar } from "./level_bar";
import { Notice } from "./notice";
import { Tick } from "./tick";
import { OwnVideo } from "./video";

const SOURCES: readonly Source[] = ["microphone", "camera"];

interface Props {
  readonly capture: Capture;
  /** Beside a room's device: no microphone. */
  readonly silent: boolean;
  readonly heard?: () => void;
}

export function DeviceCheck({ capture, silent, heard }: Props) {
  const { t } = useTranslation();
  const own = useStore(capture);
  const { camera, microphone, choice, devices } = own;
  const sources = silent ? SOURCES.filter((source) => source === "camera") : SOURCES;
  const untouched = sources.every((source) => own[source].is === "off");
  const asking = sources.some((source) => own[source].is === "asking");
  return (
    <section className={css["check"]} aria-label={t("join.check")}>
      <p>{t("join.private")}</p>
      <div className={css["picture"]}>
        {camera.is === "live" ? (
          <OwnVideo track={camera.track} label={t("join.preview")} className={css["video"]} />
        ) : (
          <p>{t("join.no_picture")}</p>
        )}
      </div>
      {asking && <Notice role="status">{t("join.asking")}</Notice>}
      {sources.map((source) => (
        <FaultNotice key={source} source={source} capture={capture} />
      ))}
      {untouched && (
        <div>
          <Button look="primary" onPress={() => void capture.open(sources)}>
            {t(silent ? "join.allow_camera" : "join.allow")}
          </Button>
        </div>
      )}
      {microphone.is === "live" && (
        <div>
          <p>{t("join.say")}</p>
          <LevelBar
            track={microphone.track}
            label={t("join.level")}
            className={css["meter"]}
            {...(heard === undefined ? {} : { heard })}
          />
        </div>
      )}
      <div className={css["choices"]}>
        {sources.map((source) => (
          <DeviceSelect
            key={source}
            source={source}
            devices={devices}
            chosen={choice[source]}
            choose={(id) => void capture.choose({ [source]: id })}
          />
        ))}
      </div>
      {microphone.is === "live" && (
        <Tick
          label={t("join.processing")}
          help={t("join.processing_help")}
          ticked={choice.processing}
          change={(processing) => void capture.choose({ processing })}
        />
      )}
    </section>
  );
}
