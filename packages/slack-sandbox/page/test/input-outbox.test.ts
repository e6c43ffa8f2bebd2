import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { GestureResult, InputGesture } from "../../src/control/protocol.js";
import { typedValue } from "../live/element-value.js";
import { InputOutbox, type InputTarget } from "../live/input-outbox.js";

const TARGET: InputTarget = {
  person: "U1",
  container: { kind: "message", channel: "D1", ts: "1.000001" },
  blockId: "b",
  actionId: "a",
};
const text = (value: string) => typedValue("plain_text_input", value);

/** A server that answers when told to. */
function createServer() {
  const sent: InputGesture[] = [];
  const waiting: ((result: GestureResult) => void)[] = [];
  return {
    sent,
    send: (gesture: InputGesture) => {
      sent.push(gesture);
      return new Promise<GestureResult>((resolve) => waiting.push(resolve));
    },
    answer: async (result: GestureResult = { ok: true }) => {
      await vi.waitFor(() => expect(waiting).not.toHaveLength(0));
      waiting.shift()?.(result);
    },
  };
}

describe("InputOutbox", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("sends only the last of what was typed in one go", async () => {
    const server = createServer();
    const outbox = new InputOutbox(server.send, () => {});
    for (const typed of ["s", "si", "six"]) outbox.put(TARGET, text(typed), "typing");
    expect(server.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(server.sent).toEqual([{ ...TARGET, value: text("six") }]);
  });

  it("has sent what was typed, and been answered, before a flush is over", async () => {
    const server = createServer();
    const outbox = new InputOutbox(server.send, () => {});
    outbox.put(TARGET, text("six"), "typing");
    let over = false;
    const flush = async () => {
      await outbox.flush();
      over = true;
    };
    const flushed = flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.sent).toHaveLength(1);
    expect(over).toBe(false);
    await server.answer();
    await flushed;
    expect(over).toBe(true);
  });

  it("keeps a draft against a state that was asked for before the server knew of it", async () => {
    const server = createServer();
    const outbox = new InputOutbox(server.send, () => {});
    outbox.put(TARGET, text("six"), "atOnce");
    const early = outbox.mark();
    await server.answer();
    await outbox.flush();
    outbox.settle(early);
    expect(outbox.draft(TARGET)).toEqual(text("six"));
    outbox.settle(outbox.mark());
    expect(outbox.draft(TARGET)).toBeUndefined();
  });

  it("keeps what is typed while an earlier change is being acknowledged", async () => {
    const server = createServer();
    const outbox = new InputOutbox(server.send, () => {});
    outbox.put(TARGET, text("si"), "atOnce");
    await vi.advanceTimersByTimeAsync(0);
    outbox.put(TARGET, text("six"), "typing");
    await server.answer();
    await vi.advanceTimersByTimeAsync(0);
    outbox.settle(outbox.mark());
    expect(outbox.draft(TARGET)).toEqual(text("six"));
  });

  it("sends changes in their order, one at a time", async () => {
    const server = createServer();
    const outbox = new InputOutbox(server.send, () => {});
    outbox.put(TARGET, text("1"), "atOnce");
    await vi.advanceTimersByTimeAsync(0);
    outbox.put({ ...TARGET, blockId: "c" }, text("2"), "atOnce");
    await vi.advanceTimersByTimeAsync(0);
    expect(server.sent.map(({ blockId }) => blockId)).toEqual(["b"]);
    await server.answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.sent.map(({ blockId }) => blockId)).toEqual(["b", "c"]);
  });

  it("says what the sandbox refused and goes on", async () => {
    const server = createServer();
    const errors: string[] = [];
    const outbox = new InputOutbox(server.send, (error) => errors.push(error));
    outbox.put(TARGET, text("six"), "atOnce");
    await server.answer({ ok: false, error: "That message is gone." });
    await outbox.flush();
    expect(errors).toEqual(["That message is gone."]);
  });

  it("keeps people and messages apart", () => {
    const outbox = new InputOutbox(createServer().send, () => {});
    outbox.put(TARGET, text("six"), "typing");
    expect(outbox.draft({ ...TARGET, person: "U2" })).toBeUndefined();
    const container = { kind: "message", channel: "D1", ts: "2.000001" } as const;
    expect(outbox.draft({ ...TARGET, container })).toBeUndefined();
  });
});
