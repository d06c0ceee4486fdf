/** What was recorded, stretch by stretch, and when nothing was, with the reason. */
import { useTranslation } from "react-i18next";
import { courtSecond, length } from "../../language/format";
import { Notice } from "../../parts/notice";
import { Section } from "../../parts/section";
import { type course, type Gap, lasted, type Stretch } from "../../staff/course";
import css from "./record.module.css";

interface Props {
  readonly spans: ReturnType<typeof course>;
  readonly zone: string;
}

export function Recorded({ spans, zone }: Props) {
  const { t } = useTranslation();
  const now = new Date().toISOString();
  const stretches = spans.filter(({ is }) => is === "stretch");
  const total = stretches.reduce((sum, one) => sum + lasted(one, now), 0);
  return (
    <Section title={t("staff.record.recorded.title")}>
      {spans.length === 0 ? (
        <Notice>
          <p>{t("staff.record.recorded.none")}</p>
        </Notice>
      ) : (
        <>
          <p>
            {t("staff.record.recorded.total", {
              length: length(total),
              count: stretches.length,
            })}{" "}
            {stretches.some(({ to }) => to === null) && t("staff.record.recorded.going")}
          </p>
          <Table spans={spans} zone={zone} now={now} />
          <p className={css["quiet"]}>{t("staff.record.recorded.source")}</p>
        </>
      )}
    </Section>
  );
}

function Table({ spans, zone, now }: Props & { now: string }) {
  const { t } = useTranslation();
  const clock = (at: string | null) =>
    at === null ? t("staff.record.recorded.now") : courtSecond(at, zone);
  return (
    <table className={css["table"]}>
      <caption className={css["unseen"]}>{t("staff.record.recorded.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("staff.record.recorded.what")}</th>
          <th scope="col">{t("staff.record.recorded.from_to")}</th>
          <th scope="col">{t("staff.record.recorded.length")}</th>
        </tr>
      </thead>
      <tbody>
        {spans.map((span) => (
          <tr key={span.is + span.from} className={span.is === "gap" ? css["gap"] : ""}>
            <th scope="row">
              <What span={span} />
            </th>
            <td>
              {clock(span.from)} – {clock(span.to)}
            </td>
            <td>{length(lasted(span, now))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function What({ span }: { span: Stretch | Gap }) {
  const { t } = useTranslation();
  if (span.is === "stretch")
    return (
      <>
        {t("staff.record.recorded.stretch")} ·{" "}
        {t("staff.record.recorded.part", { n: span.part + 1 })}
      </>
    );
  return (
    <>
      {t("staff.record.recorded.gap")}: {t(`staff.record.why.${span.why}`)}
      {span.note !== "" && <> {t("staff.record.recorded.note", { note: span.note })}</>}
    </>
  );
}
