import { describe, expect, it } from "vitest";
import { chooseUse } from "../../src/http/connection-use.js";

describe("chooseUse", () => {
  it.each([
    ["answers do not wait", [2.2, 4.2], [1.2, 0.9], "kept"],
    ["answers wait for 40 ms on a connection that is used again", [3.1, 12], [43.9, 44.6], "fresh"],
    ["the machine is busy, once", [2.2, 60], [95, 1.1], "kept"],
    ["opening a connection takes longer than the wait", [150, 160], [92, 95], "kept"],
    ["a little is saved", [3, 3], [12, 12], "kept"],
    ["nothing could be measured", [], [], "kept"],
  ] as const)("when %s", (_what, freshMs, keptMs, expected) => {
    expect(chooseUse({ freshMs, keptMs })).toBe(expected);
  });
});
