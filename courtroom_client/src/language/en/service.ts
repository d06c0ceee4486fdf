/** What the pages of service say in English: receipts, and staff's record; loaded with them. */
import type { Same } from "../vi";
import type { service as vi } from "../vi/service";

export const service: Same<typeof vi> = {
  receipt: {
    title: "Confirm that you received this",
    lead: "The court sent you the paper below. Press the button to tell the court that you have it. Confirming does not replace attending.",
    loading: "Opening…",
    paper: "Paper",
    court: "Court",
    number: "Case number",
    role: "Your role",
    when: "When",
    zone: "{{zone}} time",
    sent: "Sent",
    confirm: "I have received this paper",
    confirming: "Confirming…",
    done: "The court has noted that you received this paper on {{time}}.",
    done_more: "There is nothing more to do on this page. Keep the court's message.",
    missing: "This address lacks its code. Open the link in the court's message again.",
  },
  record: {
    title: "Record of service",
    back: "To the court list",
    at: "As of {{time}}",
    none: "There are no papers yet. Summonses and notices are drawn up when the hearing is put on the list.",
    caption: "Papers to each person",
    summary:
      "{{sent}} of {{all}} papers were handed over or served; {{confirmed}} were confirmed by the person.",
    todo: "To be seen to: {{count}} papers could not be sent.",
    state: {
      due: "Waiting to be sent",
      planned: "To be sent {{time}}",
      sent: "Sent {{time}}",
      dead: "Could not be sent",
      unaddressed: "No address",
      by_hand: "Served by hand {{time}}",
    },
    confirmed: "Receipt confirmed {{time}}",
    unconfirmed: "Receipt not confirmed yet",
    to: "To {{address}}",
    details: "Proof of sending",
    message: "Message-ID",
    digest: "SHA-256 of the message",
    answer: "The receiving server's answer",
    papers: "Papers attached",
    reminders: "Reminders ({{count}})",
    again: "Send again",
    again_name: "Send again: {{name}}",
    hand: "Note as served by hand",
    hand_name: "Note as served by hand: {{name}}",
    hand_text:
      "Say how it was served, who signed for it and when. The paper will no longer be sent.",
    hand_label: "How it was served",
    hand_confirm: "Note it",
    files: "Take the record away as proof",
    files_text:
      "With whole addresses, the hashes of messages and papers, and the receiving servers' answers.",
  },
};
