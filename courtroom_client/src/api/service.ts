/** Service: who was told what, and the receipt in a person's hand. */
import { type Answer, done, get, having, post } from "./http";

interface InBoth {
  readonly vi: string;
  readonly en: string;
}

interface Span {
  /** RFC 3339. */
  readonly starts_at: string;
  readonly ends_at: string;
}

export interface Receipt {
  readonly court_name: string;
  readonly zone: string;
  readonly case_number: string;
  readonly role_name: InBoth;
  readonly title: InBoth;
  readonly sittings: readonly Span[];
  readonly sent_at: string | null;
  readonly confirmed_at: string | null;
  readonly language: "vi" | "en";
}

type NoticeState = "due" | "sent" | "dead" | "unaddressed" | "by_hand";

export interface ServedNotice {
  readonly id: string;
  readonly name: string;
  readonly role_name: InBoth;
  readonly occasion: string;
  readonly title: InBoth;
  readonly state: NoticeState;
  readonly due_at: string;
  /** All but its beginning is left out. */
  readonly address: string | null;
  readonly papers: readonly { readonly name: string; readonly sha256: string }[];
  readonly message_id: string | null;
  readonly digest: string | null;
  readonly sent_at: string | null;
  readonly answer: string | null;
  readonly error: string | null;
  readonly confirmed_at: string | null;
  readonly by_hand: string | null;
  /** Rows of the hearing's ledger about it. */
  readonly ledger: readonly {
    readonly seq: number;
    readonly at: string;
    readonly hash: string;
  }[];
  /** Whether the ledger had last what the record says; null: nothing, or not asked. */
  readonly agrees: boolean | null;
}

export interface ServiceRecord {
  readonly title: string;
  readonly case_number: string;
  readonly court_name: string;
  readonly zone: string;
  readonly at: string;
  readonly notices: readonly ServedNotice[];
}

const receipt = having<Receipt>("case_number", "title", "sittings");

/** Changes nothing. Refused with `receipt.unknown`. */
export function lookReceipt(token: string): Promise<Answer<Receipt>> {
  return post("/api/v1/receipts/look", { token }, receipt);
}

/** The first time counts. Refused with `receipt.unknown`. */
export function confirmReceipt(token: string): Promise<Answer<Receipt>> {
  return post("/api/v1/receipts/confirm", { token }, receipt);
}

export function serviceRecord(hearing: string): Promise<Answer<ServiceRecord>> {
  return get(`/api/v1/hearings/${hearing}/service`, having<ServiceRecord>("notices", "zone"));
}

/** Refused with `notice.state`. */
export function sendAgain(hearing: string, notice: string): Promise<Answer<true>> {
  return post(`/api/v1/hearings/${hearing}/notices/${notice}/again`, {}, done);
}

/** Refused with `notice.state`, `text.empty`. */
export function servedByHand(
  hearing: string,
  notice: string,
  how: string,
): Promise<Answer<true>> {
  return post(`/api/v1/hearings/${hearing}/notices/${notice}/by-hand`, { how }, done);
}

/** `form`: json, docx or pdf. */
export function servicePath(hearing: string, form: string): string {
  return `/api/v1/hearings/${hearing}/service/${form}`;
}
