/** The rows and the blocks in them, drawn and dragged by EventCalendar. */
import {
  type Calendar,
  createCalendar,
  destroyCalendar,
  Interaction,
  ResourceTimeline,
} from "@event-calendar/core";
import "@event-calendar/core/index.css";
import { useEffect, useRef } from "react";
import { wallOf } from "../../../base/wall";
import { LOCALES } from "../../../parts/day_field";
import type { Block, Row } from "../../../staff/calendar/rows";
import css from "./timeline.module.css";

/** A block held over a row, by the court's clocks. */
export interface Held {
  readonly block: string;
  readonly row: string;
  readonly start: string;
  readonly end: string;
}

/** What is taken, in these rows. */
export interface Taken {
  readonly id: string;
  readonly rows: readonly string[];
  readonly start: string;
  readonly end: string;
}

interface Handlers {
  readonly near: (block: string) => void;
  readonly drag: (held: Held) => void;
  readonly drop: (held: Held) => void;
  readonly open: (block: string) => void;
}

interface Props extends Handlers {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly blocks: readonly Block[];
  readonly taken: readonly Taken[];
  readonly clash: boolean;
  readonly view: "day" | "week";
  readonly day: string;
  readonly language: string;
  readonly movable: boolean;
  /** What a block says: its lines, and what there is no room for. */
  readonly says: (block: Block) => { readonly lines: readonly string[]; readonly more: string };
}

const PLUGINS = [ResourceTimeline, Interaction];
const VIEWS = { day: "resourceTimelineDay", week: "resourceTimelineWeek" } as const;
const SATURDAY = 6;
const TABLES = ["role", "aria-colindex", "aria-colspan", "aria-rowindex"];
const TABLE = [
  "grid",
  "row",
  "rowgroup",
  "rowheader",
  "columnheader",
  "cell",
  "gridcell",
  "table",
]
  .map((role) => `[role="${role}"]`)
  .join();

export function Timeline(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const calendar = useRef<Calendar | null>(null);
  const now = useRef(props);
  now.current = props;
  useEffect(() => {
    if (box.current === null) return;
    const made = createCalendar(box.current, PLUGINS, fixed(now));
    calendar.current = made;
    const watched = plain(box.current);
    return () => {
      watched.disconnect();
      calendar.current = null;
      void destroyCalendar(made);
    };
  }, []);
  const { view, day, rows, blocks, taken, language, movable } = props;
  useEffect(() => {
    calendar.current?.setOption("resources", resources(rows));
  }, [rows]);
  useEffect(() => {
    calendar.current?.setOption("events", events(blocks, taken));
  }, [blocks, taken]);
  useEffect(() => {
    calendar.current
      ?.setOption("locale", LOCALES[language] ?? language)
      .setOption("view", VIEWS[view])
      .setOption("hiddenDays", view === "week" && !weekend(blocks) ? [0, SATURDAY] : [])
      .setOption("date", day)
      .setOption("editable", movable);
  }, [view, day, language, movable, blocks]);
  return (
    <section
      ref={box}
      className={css["timeline"]}
      aria-label={props.label}
      data-clash={props.clash || undefined}
    />
  );
}

function fixed(now: { readonly current: Props }): Calendar.Options {
  const held = ({ event }: { event: Calendar.Event }, row: string | undefined): Held => ({
    block: String(event.id),
    row: row ?? String(event.resourceIds[0] ?? ""),
    start: wallOf(event.start),
    end: wallOf(event.end),
  });
  return {
    headerToolbar: { start: "", center: "", end: "" },
    height: "auto",
    firstDay: 1,
    allDaySlot: false,
    slotMinTime: "06:00",
    slotMaxTime: "18:00",
    flexibleSlotTimeLimits: true,
    scrollTime: "07:00",
    nowIndicator: false, // the browser's clock is not the court's
    snapDuration: "00:15",
    eventTimeFormat: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    slotLabelFormat: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    dayHeaderFormat: { weekday: "short", day: "2-digit", month: "2-digit" },
    views: {
      resourceTimelineDay: { slotDuration: "00:30", slotLabelInterval: "01:00", slotWidth: 54 },
      // A day is one slot: the whole week is seen at once, and every block can be read.
      resourceTimelineWeek: {
        slotDuration: { days: 1 },
        columnWidth: "minmax(9.5rem, 1fr)",
        slotWidth: 4000,
      },
    },
    eventContent: ({ event }) => ({ domNodes: content(now.current, String(event.id)) }),
    eventMouseEnter: ({ event }) => now.current.near(String(event.id)),
    eventDragStart: ({ event }) => now.current.near(String(event.id)),
    dragConstraint: (info) => {
      now.current.drag(held(info, info.newResource?.id));
      return true; // the last word has the server; here it is only said
    },
    resizeConstraint: (info) => {
      now.current.drag(held(info, undefined));
      return true;
    },
    // Nothing moves before it has been confirmed and accepted.
    eventDrop: (info) => {
      info.revert();
      now.current.drop(held(info, info.newResource?.id));
    },
    eventResize: (info) => {
      info.revert();
      now.current.drop(held(info, undefined));
    },
    eventClick: ({ event }) => now.current.open(String(event.id)),
  };
}

/**
 * The component's table roles promise rows and cells that it does not have; what counts are the
 * buttons in the blocks, which say all of it. What scrolls is reached by keyboard.
 */
function plain(box: HTMLElement): MutationObserver {
  const strip = () => {
    for (const one of box.querySelectorAll(TABLE)) {
      for (const attribute of TABLES) one.removeAttribute(attribute);
    }
    for (const one of box.querySelectorAll(".ec-event[tabindex]")) {
      one.removeAttribute("role");
      one.removeAttribute("tabindex");
    }
    for (const one of box.querySelectorAll(".ec-main:not([tabindex])"))
      one.setAttribute("tabindex", "0");
  };
  const watched = new MutationObserver(strip);
  watched.observe(box, { childList: true, subtree: true });
  strip();
  return watched;
}

/** A button of its own in each block: it says what a sighted person sees, and the rest. */
function content(props: Props, id: string): Node[] {
  const block = props.blocks.find((one) => one.id === id);
  if (block === undefined) return [];
  const said = props.says(block);
  const button = document.createElement("button");
  button.type = "button";
  button.className = css["open"] ?? "";
  button.title = [...said.lines, said.more].join("\n");
  button.append(
    ...said.lines.map((line) => shown(line, css["line"])),
    shown(said.more, css["hidden"]),
  );
  // Its click rises to the block; the block's own key handler would be a second one.
  button.addEventListener("keydown", (event) => event.stopPropagation());
  return [button];
}

function shown(text: string, style: string | undefined): HTMLElement {
  const part = document.createElement("bdi"); // cut where a block is narrow; its title says all
  part.className = style ?? "";
  part.textContent = text;
  return part;
}

function resources(rows: readonly Row[]): Calendar.ResourceInput[] {
  return rows.map(({ id, name: title }) => ({ id, title }));
}

function events(blocks: readonly Block[], taken: readonly Taken[]): Calendar.EventInput[] {
  return [
    ...taken.map(({ id, rows, start, end }) => ({
      id,
      start,
      end,
      resourceIds: [...rows],
      display: "background" as const,
      classNames: [css["taken"] ?? ""],
    })),
    ...blocks.map(({ id, line, rows, start, end }) => ({
      id,
      start,
      end,
      resourceIds: [...rows],
      classNames: [
        css["block"] ?? "",
        css[line.booked] ?? "",
        (line.unchecked ?? []).length > 0 ? (css["unchecked"] ?? "") : "",
      ],
    })),
  ];
}

function weekend(blocks: readonly Block[]): boolean {
  return blocks.some(({ start }) => {
    const weekday = new Date(`${start.slice(0, 10)}T00:00:00Z`).getUTCDay();
    return weekday === 0 || weekday === SATURDAY;
  });
}
