/** The record to take away: the bundle, and apart from it the trust file. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/http";
import { bundlePath, TRUST_PATH } from "../../api/records";
import { Button } from "../../parts/button";
import { Notice, ProblemNotice } from "../../parts/notice";
import { Section } from "../../parts/section";
import { download } from "../../staff/download";
import css from "./record.module.css";

export function Files({ hearing }: { hearing: string }) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<Problem | null>(null);
  const get = async (path: string, name: string) => setProblem(await download(path, name));
  return (
    <Section title={t("staff.record.files.title")}>
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className={css["files"]}>
        <div className={css["file"]}>
          <Button onPress={() => void get(bundlePath(hearing), `${hearing}.tar`)}>
            {t("staff.record.files.bundle")}
          </Button>
          <p>{t("staff.record.files.bundle_text")}</p>
        </div>
        <div className={css["file"]}>
          <Button onPress={() => void get(TRUST_PATH, "trust.json")}>
            {t("staff.record.files.trust")}
          </Button>
          <p>{t("staff.record.files.trust_text")}</p>
        </div>
      </div>
      <Notice>
        <h3>{t("staff.record.files.apart_title")}</h3>
        <p>{t("staff.record.files.apart")}</p>
      </Notice>
    </Section>
  );
}
