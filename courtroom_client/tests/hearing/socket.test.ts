/** Rulings on the hearing socket: healing, catching up, commands done once. */
import { describe, expect, it } from "vitest";
import { linked, opened, settled, welcome } from "./fake_wire";

const SECOND = 1_000;

describe("the hearing socket", () => {
  it("shows the state that the welcome brings", () => {
    const { socket, wire } = linked();
    socket.start();
    expect(socket.get().link).toBe("connecting");
    wire().says(welcome(3));
    expect(socket.get()).toMatchObject({ link: "connected", seq: 3 });
    expect(socket.get().state?.status).toBe("scheduled");
  });

  it("follows each event", () => {
    const { socket, wire } = linked();
    socket.start();
    wire().says(welcome(3));
    wire().says(opened(4));
    expect(socket.get()).toMatchObject({ seq: 4, state: { status: "open" } });
  });

  it("takes an event that comes twice once", () => {
    const { socket, wire } = linked();
    socket.start();
    wire().says(welcome(4));
    const before = socket.get();
    wire().says(opened(4));
    expect(socket.get()).toBe(before);
  });

  it("says at once that the connection is lost, and asks for what it missed", async () => {
    const { socket, wire, wires, clock } = linked();
    socket.start();
    wire().says(welcome(7));
    wire().breaks();
    expect(socket.get().link).toBe("lost");
    expect(socket.get().state).not.toBeNull();
    await clock.pass(SECOND);
    expect(wires.map(({ path }) => path)).toEqual([
      "/api/v1/seats/seat_1/socket?after=0",
      "/api/v1/seats/seat_1/socket?after=7",
    ]);
    wire().says(welcome(9));
    expect(socket.get()).toMatchObject({ link: "connected", seq: 9 });
  });

  it("reconnects when an event is missing in between", async () => {
    const { socket, wire, wires, clock } = linked();
    socket.start();
    wire().says(welcome(3));
    wire().says(opened(5));
    expect(socket.get()).toMatchObject({ link: "lost", seq: 3 });
    await clock.pass(SECOND);
    expect(wires).toHaveLength(2);
  });

  it("waits longer between attempts, up to two seconds", async () => {
    const { socket, wires, clock } = linked();
    socket.start();
    const opens: number[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      wires.at(-1)?.breaks();
      const from = clock.now();
      const known = wires.length;
      while (wires.length === known) await clock.pass(10);
      opens.push(clock.now() - from);
    }
    expect(opens[0]).toBeLessThan(300);
    expect(opens.at(-1)).toBeGreaterThan(1_000);
    expect(Math.max(...opens)).toBeLessThanOrEqual(2_000);
  });

  it("says after 2.5 seconds of silence that the connection is lost", async () => {
    const { socket, wire, wires, clock } = linked();
    socket.start();
    wire().says(welcome(1));
    await clock.pass(2 * SECOND);
    expect(wire().sent.map(({ type }) => type)).toContain("ping");
    expect(socket.get().link).toBe("connected");
    await clock.pass(SECOND);
    expect(socket.get().link).toBe("lost");
    expect(wires).toHaveLength(1);
  });

  it("is there again when the silence ends", async () => {
    const { socket, wire, wires, clock } = linked();
    socket.start();
    wire().says(welcome(1));
    await clock.pass(3 * SECOND);
    wire().says({ type: "pong", n: 1 });
    expect(socket.get().link).toBe("connected");
    expect(wires).toHaveLength(1);
  });

  it("gives up a connection that stays silent and opens another", async () => {
    const { socket, wire, wires, clock } = linked();
    socket.start();
    wire().says(welcome(1));
    await clock.pass(8 * SECOND);
    expect(wires.length).toBeGreaterThan(1);
    expect(wires[0]?.readyState).toBe(3);
    expect(socket.get().link).toBe("lost");
  });

  it("stays connected while pings are answered", async () => {
    const { socket, wire, wires, clock } = linked();
    socket.start();
    wire().says(welcome(1));
    for (let second = 0; second < 20; second += 1) {
      await clock.pass(SECOND);
      wire().says({ type: "pong", n: second + 1 });
    }
    expect(socket.get().link).toBe("connected");
    expect(wires).toHaveLength(1);
  });

  it("numbers its frames from one in each connection", async () => {
    const { socket, wire, clock } = linked();
    socket.start();
    wire().says(welcome(1));
    socket.freshMedia();
    void socket.command({ type: "recess" });
    expect(wire().sent.map(({ n }) => n)).toEqual([1, 2]);
    wire().breaks();
    await clock.pass(SECOND);
    wire().says(welcome(1));
    expect(wire().sent.map(({ n }) => n)).toEqual([1]);
  });

  it("hears whether a command was accepted", async () => {
    const { socket, wire } = linked();
    socket.start();
    wire().says(welcome(1));
    const outcome = socket.command({ type: "open_hearing" });
    wire().says({ type: "accepted", command: "command-1", seq: 2 });
    expect(await outcome).toEqual({ ok: true });
  });

  it("hears why a command was refused", async () => {
    const { socket, wire } = linked();
    socket.start();
    wire().says(welcome(1));
    const outcome = socket.command({ type: "close_hearing" });
    wire().says({
      type: "refused",
      command: "command-1",
      n: 1,
      code: "hearing.state",
      vi: "Chưa được.",
      en: "Not now.",
    });
    expect(await outcome).toMatchObject({ ok: false, problem: { code: "hearing.state" } });
  });

  it("sends an unanswered command again under the same id", async () => {
    const { socket, wire, clock } = linked();
    socket.start();
    wire().says(welcome(1));
    const outcome = socket.command({ type: "recess", reason: "" });
    const first = wire();
    first.breaks();
    await clock.pass(SECOND);
    wire().says(welcome(2));
    expect(wire()).not.toBe(first);
    expect(
      wire()
        .commands()
        .map(({ id }) => id),
    ).toEqual(first.commands().map(({ id }) => id));
    wire().says({ type: "accepted", command: "command-1", seq: 2 });
    expect(await outcome).toEqual({ ok: true });
  });

  it("keeps a command given while the connection is lost until it is back", async () => {
    const { socket, wire, clock } = linked();
    socket.start();
    wire().says(welcome(1));
    wire().breaks();
    void socket.command({ type: "resume" });
    await clock.pass(SECOND);
    expect(wire().commands()).toHaveLength(0);
    wire().says(welcome(1));
    expect(wire().commands()).toHaveLength(1);
  });

  it.each([
    [4401, "seat.revoked"],
    [4409, "seat.transferred"],
    [4429, "socket.too_many"],
  ])("ends at %i, with the server's words, and does not come back", async (close, code) => {
    const { socket, wire, wires, clock } = linked();
    socket.start();
    wire().says(welcome(1));
    wire().says({ type: "closing", code, vi: "Hết.", en: "Over." });
    wire().breaks(close);
    expect(socket.get()).toMatchObject({ link: "ended", ended: { code } });
    await clock.pass(60 * SECOND);
    expect(wires).toHaveLength(1);
  });

  it("ends when the browser holds no seat, instead of trying for ever", async () => {
    const { socket, wire, answers, clock } = linked();
    answers.refusal = { code: "seat.session", vi: "Không.", en: "No.", status: 401, facts: {} };
    socket.start();
    wire().breaks();
    await clock.pass(SECOND);
    expect(socket.get()).toMatchObject({ link: "ended", ended: { code: "seat.session" } });
  });

  it("tells a command's giver that its fate is unknown when the seat ends", async () => {
    const { socket, wire } = linked();
    socket.start();
    wire().says(welcome(1));
    const outcome = socket.command({ type: "recess" });
    wire().breaks(4401);
    expect(await outcome).toMatchObject({ ok: false, problem: { code: "seat.ended" } });
  });

  it("tries at once when the network is back", async () => {
    const { socket, wire, wires } = linked();
    socket.start();
    wire().says(welcome(1));
    wire().breaks();
    socket.hurry();
    await settled();
    expect(wires).toHaveLength(2);
  });

  it("opens no connection after it was stopped", async () => {
    const { socket, wire, wires, clock } = linked();
    socket.start();
    wire().says(welcome(1));
    wire().breaks();
    socket.stop();
    await clock.pass(60 * SECOND);
    expect(wires).toHaveLength(1);
  });
});
