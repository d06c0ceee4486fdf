/** What the public list of hearings says in English; loaded with its page only. */
import type { Same } from "../vi";
import type { public_list as vi } from "../vi/public";

export const public_list: Same<typeof vi> = {
  title: "Public list of hearings",
  lead: "Times and courtrooms of online hearings. The list names nobody who takes part.",
  loading: "Loading…",
  search: {
    title: "Search by case number",
    label: "Case number",
    hint: "Enter how the number begins, for example 12/2026",
    go: "Search",
    short: "Enter at least the first 3 characters of the case number.",
    found: "Results for “{{number}}”",
    none: "No hearing is listed in a case whose number begins with “{{number}}”.",
    none_help:
      "Check the number on the summons, or call the court. Hearings of more than a week ago are no longer here.",
    clear: "Back to the court's list",
  },
  court: {
    label: "Court",
    hint: "Type its name to find it",
    choose: "Choose a court to see its list.",
    nothing: "No court has such a name.",
    none: "No court publishes its list here yet.",
    show: "Open the list of courts",
  },
  week: {
    label: "Choose a week",
    previous: "Week before",
    today: "From today",
    next: "Week after",
    span: "{{from}} to {{to}}",
    empty: "No hearing is listed in these seven days.",
  },
  zone: "The court's time ({{zone}})",
  case: "Case {{number}}",
  sitting: "Sitting {{n}} of {{of}}",
  closed: "Closed hearing: for summoned persons only",
  kind: "{{type}}, {{instance}}",
  type: {
    criminal: "Criminal",
    civil: "Civil",
    family: "Family",
    commercial: "Commercial",
    labour: "Labour",
    administrative: "Administrative",
  },
  instance: { first: "first instance", appeal: "appeal" },
  feed: {
    title: "Follow it in a calendar app",
    text: "Add this address to your calendar app (iCalendar); it is updated when the court changes the list.",
    link: "Calendar file of {{court}}",
  },
};
