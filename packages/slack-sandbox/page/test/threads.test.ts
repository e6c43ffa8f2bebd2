import { describe, expect, it } from "vitest";
import type { SandboxMessage } from "../../src/control/protocol.js";
import { gatherThreads } from "../conversation/threads.js";

const message = (ts: string, threadTs?: string): SandboxMessage => ({
  channel: "D1",
  ts,
  ...(threadTs === undefined ? {} : { threadTs }),
  userId: "U1",
  text: ts,
  blocks: [],
  files: [],
  ephemeral: false,
  edited: false,
  state: {},
});

describe("gatherThreads", () => {
  it("puts replies under their message, in order", () => {
    const threads = gatherThreads([
      message("1"),
      message("2"),
      message("3", "1"),
      message("4", "1"),
    ]);
    expect(threads.map(({ parent, replies }) => [parent.ts, replies.map(({ ts }) => ts)])).toEqual([
      ["1", ["3", "4"]],
      ["2", []],
    ]);
  });

  it("takes a message that names itself for the beginning of its thread", () => {
    expect(gatherThreads([message("1", "1"), message("2", "1")])).toMatchObject([
      { parent: { ts: "1" }, replies: [{ ts: "2" }] },
    ]);
  });

  it("shows a reply whose message was deleted", () => {
    expect(gatherThreads([message("2", "1")])).toMatchObject([{ parent: { ts: "2" } }]);
  });
});
