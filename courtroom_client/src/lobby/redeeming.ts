/** Taking the seat although the network may lose the answer: the same attempt asked again. */
import type { Answer } from "../api/http";
import type { Redeemed } from "../api/links";
import { backoff } from "../base/backoff";

const TIMES = 5;

/** `ask` once, and again while its answer is lost; the server knows it is the same attempt. */
export async function redeemSurely(
  ask: () => Promise<Answer<Redeemed>>,
  wait: (ms: number) => Promise<void>,
  random: () => number,
): Promise<Answer<Redeemed>> {
  let answer = await ask();
  for (let again = 0; again < TIMES - 1 && lost(answer); again += 1) {
    await wait(backoff(again, random()));
    answer = await ask();
  }
  return answer;
}

/** Nobody answered, or the answer broke off. */
function lost(answer: Answer<Redeemed>): boolean {
  if (answer.ok) return false;
  const { code, status } = answer.problem;
  return code === "network.offline" || (code === "answer.unexpected" && status === 200);
}
