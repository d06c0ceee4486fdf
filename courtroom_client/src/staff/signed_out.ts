/** What happens when the server no longer knows who asks: the sign-in page, and back again. */
import type { Answer } from "../api/http";
import { go } from "../base/go";
import { signInFrom } from "./way_back";

const ENDED: readonly string[] = ["staff.session", "staff.token"];

/** The answer; if the session has ended, the sign-in page is on its way as well. */
export async function asStaff<Value>(asked: Promise<Answer<Value>>): Promise<Answer<Value>> {
  const answer = await asked;
  if (!answer.ok && answer.problem.status === 401 && ENDED.includes(answer.problem.code))
    go(signInFrom(location.pathname + location.search), true);
  return answer;
}
