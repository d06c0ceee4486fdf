/** A list while it is made, and what may be done with it then. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer, Problem } from "../../../api/http";
import {
  bookList,
  findList,
  type List,
  type Material,
  makeAgain,
  type Outcome,
  stopList,
} from "../../../api/lists";
import { Button } from "../../../parts/button";
import { Notice, ProblemNotice } from "../../../parts/notice";
import { Progress } from "../../../parts/progress";
import { Section } from "../../../parts/section";
import { asStaff } from "../../../staff/signed_out";
import css from "./lists.module.css";
import { Outcomes } from "./outcomes";
import { PlacedTable } from "./placed_table";
import { UnplacedList } from "./unplaced_list";

const EVERY_MS = 1_000;

interface Props {
  readonly first: List;
  readonly zone: string;
  readonly material: Material;
  readonly show: (list: List) => void;
  readonly back: () => void;
}

export function Made({ first, zone, material, show, back }: Props) {
  const { t } = useTranslation();
  const { list, setList, making, problem, busy, doing } = useList(first);
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const [booked, setBooked] = useState<readonly Outcome[] | null>(null);
  return (
    <Section title={t("lists.result")}>
      {problem !== null && <ProblemNotice problem={problem} />}
      {list.error !== null && <ProblemNotice problem={list.error} />}
      {making && <Making list={list} stop={() => void doing(stopList(list.id), setList)} />}
      {!making && list.error === null && <Sum list={list} />}
      {list.placed.length > 0 && (
        <PlacedTable
          list={list}
          zone={zone}
          material={material}
          kept={kept}
          keep={making || booked !== null ? null : setKept}
        />
      )}
      <UnplacedList unplaced={list.unplaced} material={material} />
      {booked !== null && <Outcomes outcomes={booked} material={material} />}
      {!making && (
        <Doors
          placed={booked === null ? list.placed.length : 0}
          kept={kept.size}
          busy={busy}
          book={() => void doing(bookList(list.id), setBooked)}
          again={() => void doing(makeAgain(list.id, [...kept]), show)}
          back={back}
        />
      )}
    </Section>
  );
}

/** The list as the server has it now, and asking for something about it. */
function useList(first: List) {
  const [list, setList] = useState(first);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const making = list.state === "queued" || list.state === "running";
  useEffect(() => {
    if (!making) return;
    const timer = setInterval(async () => {
      const answer = await asStaff(findList(first.id));
      setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) setList(answer.value);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [first.id, making]);

  async function doing<Value>(asked: Promise<Answer<Value>>, then: (value: Value) => void) {
    setBusy(true);
    const answer = await asStaff(asked);
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) then(answer.value);
  }

  return { list, setList, making, problem, busy, doing };
}

interface DoorsProps {
  /** How many can be booked. */
  readonly placed: number;
  readonly kept: number;
  readonly busy: boolean;
  readonly book: () => void;
  readonly again: () => void;
  readonly back: () => void;
}

function Doors({ placed, kept, busy, book, again, back }: DoorsProps) {
  const { t } = useTranslation();
  return (
    <div className={css["doors"]}>
      {placed > 0 && (
        <>
          <Button look="primary" isDisabled={busy} onPress={book}>
            {t("lists.book", { count: placed })}
          </Button>
          <Button isDisabled={busy} onPress={again}>
            {t("lists.again", { count: kept })}
          </Button>
        </>
      )}
      <Button onPress={back}>{t("lists.back")}</Button>
    </div>
  );
}

function Making({ list, stop }: { list: List; stop: () => void }) {
  const { t } = useTranslation();
  const what = t(list.state === "queued" ? "lists.waiting" : "lists.searching");
  return (
    <>
      <p role="status">{what}</p>
      <Progress label={what} share={null} />
      <div>
        <Button onPress={stop}>{t("lists.stop")}</Button>
      </div>
    </>
  );
}

function Sum({ list }: { list: List }) {
  const { t } = useTranslation();
  const placed = list.placed.length;
  const percent = Math.ceil(list.gap * 100);
  return (
    <Notice tone={list.unplaced.length === 0 ? "good" : "wait"} role="status">
      <p>
        {t("lists.count", { placed, all: placed + list.unplaced.length })}{" "}
        {list.proven ? t("lists.proven") : t("lists.gap", { percent })}
      </p>
    </Notice>
  );
}
