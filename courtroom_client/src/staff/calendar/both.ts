/** Two questions asked at once: both answers, or the first problem. */
import type { Answer } from "../../api/http";

export async function both<One, Other>(
  one: Promise<Answer<One>>,
  other: Promise<Answer<Other>>,
): Promise<Answer<readonly [One, Other]>> {
  const [first, second] = await Promise.all([one, other]);
  if (!first.ok) return first;
  if (!second.ok) return second;
  return { ok: true, value: [first.value, second.value] };
}
