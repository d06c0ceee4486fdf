/** Rulings on answers: a value or a problem in both languages, never an exception. */
import { describe, expect, it } from "vitest";
import { get, post, text } from "../../src/api/http";

const seat = (json: unknown) => text(json, "seat") || null;
const answering = (status: number, body: string) => async () => new Response(body, { status });

describe("an answer", () => {
  it("is the value when the server gives it", async () => {
    const answer = await get("/x", seat, answering(200, '{"seat":"seat_1"}'));
    expect(answer).toEqual({ ok: true, value: "seat_1" });
  });

  it("is the server's problem with both sentences", async () => {
    const body = '{"code":"link.expired","vi":"Hết hạn.","en":"Expired.","facts":{"days":3}}';
    const answer = await post("/x", {}, seat, answering(410, body));
    expect(answer).toEqual({
      ok: false,
      problem: {
        code: "link.expired",
        vi: "Hết hạn.",
        en: "Expired.",
        status: 410,
        facts: { days: 3 },
      },
    });
  });

  it.each([
    ["a proxy's page", 502, "<html>"],
    ["nothing", 500, ""],
    ["another shape", 200, '{"seat":5}'],
    ["a list", 404, "[]"],
  ])("is an unexpected one after %s", async (_name, status, body) => {
    const answer = await get("/x", seat, answering(status, body));
    expect(answer).toMatchObject({ ok: false, problem: { code: "answer.unexpected", status } });
  });

  it("says that nobody was there", async () => {
    const answer = await get("/x", seat, () => Promise.reject(new TypeError("offline")));
    expect(answer).toMatchObject({
      ok: false,
      problem: { code: "network.offline", status: 0 },
    });
  });
});
