/** What happens when the server no longer knows who asks: the sign-in page, and back again. */
import type { Answer } from "../api/http";
import { go } from "../base/go";
import { signInFrom } from "./way_back";

const ENDED: readonly string[] = ["staff.session", "staff.token"];

/** The answer; if the session has ended, the sign-in page is on its way as well. */
export async function asStaff<Value>(asked: Promise<Answer<Value>>): Promise<Answer<Value>> {
  const answer = await asked;
  // A page asks several things at once: the first refusal leads away from it, the others are late.
  if (!answer.ok && ENDED.includes(answer.problem.code) && location.pathname !== "/sign-in")
    go(signInFrom(location.pathname + location.search), true);
  return answer;
}
