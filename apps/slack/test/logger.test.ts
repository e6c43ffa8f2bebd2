import { describe, expect, it } from "vitest";
import { errorFields } from "../src/logger.js";

describe("errorFields", () => {
  it("says what kind of error it was, with its code", () => {
    const error = Object.assign(new TypeError("no answer"), { code: "ECONNRESET" });
    expect(errorFields(error)).toMatchObject({
      reason: "TypeError",
      code: "ECONNRESET",
      message: "no answer",
    });
  });

  it("leaves out what hangs on an error but is not asked for", () => {
    const error = Object.assign(new Error("refused"), {
      data: { token: "xoxb-planted", response_metadata: { messages: ["[ERROR] too long"] } },
    });
    const fields = JSON.stringify(errorFields(error));
    expect(fields).toContain("too long");
    expect(fields).not.toContain("planted");
  });
});
