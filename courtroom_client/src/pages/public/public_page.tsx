/** The public list: a court's coming days, or the sittings of one case, and the feed to follow. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type PublicCourt, publicCase, publicCourts, publicDays } from "../../api/public";
import { go } from "../../base/go";
import type { PublicRoute } from "../../base/route";
import { courtDay, dayAfter, longDay } from "../../language/format";
import "../../language/public_words";
import { AskedProblem } from "../../parts/asked_problem";
import { Notice } from "../../parts/notice";
import { Sheet } from "../../parts/sheet";
import { DayWays } from "../../parts/ways";
import { useAsked } from "../../staff/use_asked";
import { CourtChoice } from "./court_choice";
import css from "./public.module.css";
import { Search } from "./search";
import { Sittings } from "./sittings";

const DAYS = 7;
const EVERY_MS = 60_000; // a screen in the court's hall shows it for hours

type Props = Omit<PublicRoute, "page">;

export default function PublicPage({ court, on, number }: Props) {
  const { t } = useTranslation();
  const courts = useAsked(useCallback(publicCourts, []));
  const known = courts.value;
  const only = known?.length === 1 ? known[0] : undefined;
  const chosen = known?.find(({ id }) => id === court) ?? only;
  return (
    <Sheet>
      <h1>{t("public_list.title")}</h1>
      <p>{t("public_list.lead")}</p>
      <Search
        key={number}
        number={number}
        search={(asked) => go(`/public?${new URLSearchParams({ number: asked })}`)}
      />
      <AskedProblem problem={courts.problem} stale={known !== null} again={courts.again} />
      {known === null && courts.problem === null && <Loading />}
      {number !== "" && <OfCase number={number} />}
      {number === "" && known !== null && (
        <>
          <Courts known={known} chosen={chosen} />
          {chosen !== undefined && <OfCourt key={chosen.id} court={chosen} on={on} />}
        </>
      )}
    </Sheet>
  );
}

/** Of one court there is nothing to choose. */
function Courts({
  known,
  chosen,
}: {
  known: readonly PublicCourt[];
  chosen: PublicCourt | undefined;
}) {
  const { t } = useTranslation();
  if (known.length === 0)
    return (
      <Notice>
        <p>{t("public_list.court.none")}</p>
      </Notice>
    );
  if (known.length === 1) return null;
  return (
    <CourtChoice
      courts={known}
      chosen={chosen}
      choose={(id) => go(`/public?${new URLSearchParams({ court: id })}`)}
    />
  );
}

function OfCourt({ court, on }: { court: PublicCourt; on: string }) {
  const { t, i18n } = useTranslation();
  const today = courtDay(new Date(), court.zone);
  const first = on === "" ? today : on;
  const { value, problem, again } = useAsked(
    useCallback(() => publicDays(court.id, first, DAYS), [court.id, first]),
    EVERY_MS,
  );
  const span = { from: first, to: dayAfter(first, DAYS - 1) };
  return (
    <section className={css["list"]} aria-label={court.name}>
      <h2>{court.name}</h2>
      <Weeks court={court.id} first={first} today={today} />
      <p className={css["span"]}>
        {t("public_list.week.span", {
          from: longDay(span.from, i18n.language),
          to: longDay(span.to, i18n.language),
        })}
        {" · "}
        <span className={css["quiet"]}>{t("public_list.zone", { zone: court.zone })}</span>
      </p>
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <Loading />}
      {value?.length === 0 && (
        <Notice>
          <p>{t("public_list.week.empty")}</p>
        </Notice>
      )}
      {value !== null && <Sittings sittings={value} />}
      <Feed court={court} />
    </section>
  );
}

interface WeeksProps {
  readonly court: string;
  readonly first: string;
  readonly today: string;
}

function Weeks({ court, first, today }: WeeksProps) {
  const { t } = useTranslation();
  const at = (day: string) =>
    `/public?${new URLSearchParams(day === today ? { court } : { court, on: day })}`;
  return (
    <DayWays
      label={t("public_list.week.label")}
      words={{
        previous: t("public_list.week.previous"),
        today: t("public_list.week.today"),
        next: t("public_list.week.next"),
      }}
      to={{
        previous: at(dayAfter(first, -DAYS)),
        today: at(today),
        next: at(dayAfter(first, DAYS)),
      }}
      isToday={first === today}
    />
  );
}

function OfCase({ number }: { number: string }) {
  const { t } = useTranslation();
  const { value, problem, again } = useAsked(
    useCallback(() => publicCase(number), [number]),
    EVERY_MS,
  );
  const title = t("public_list.search.found", { number });
  return (
    <section className={css["list"]} aria-label={title}>
      <h2>{title}</h2>
      <p>
        <a href="/public">← {t("public_list.search.clear")}</a>
      </p>
      <AskedProblem problem={problem} stale={value !== null} again={again} />
      {value === null && problem === null && <Loading />}
      {value?.length === 0 && (
        <Notice role="status">
          <p>{t("public_list.search.none", { number })}</p>
          <p>{t("public_list.search.none_help")}</p>
        </Notice>
      )}
      {value !== null && <Sittings sittings={value} courts />}
    </section>
  );
}

function Feed({ court }: { court: PublicCourt }) {
  const { t, i18n } = useTranslation();
  const english = i18n.language === "en" ? "?lang=en" : "";
  const address = `/public/${court.id}.ics${english}`;
  return (
    <div className={css["feed"]}>
      <h3>{t("public_list.feed.title")}</h3>
      <p>{t("public_list.feed.text")}</p>
      <p>
        <a href={address} type="text/calendar">
          {t("public_list.feed.link", { court: court.name })}
        </a>
      </p>
      <p className={css["address"]}>{`${location.origin}${address}`}</p>
    </div>
  );
}

function Loading() {
  const { t } = useTranslation();
  return <p role="status">{t("public_list.loading")}</p>;
}
