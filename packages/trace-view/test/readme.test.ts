import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as traceView from "../src/index.js";
import { describe, expect, it } from "vitest";
import { makeTrace } from "./make-trace.js";

const readme = readFileSync(fileURLToPath(new URL("../README.md", import.meta.url)), "utf8");
const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);

describe("the README", () => {
  it("has examples that run", () => {
    const code = examples
      .join("\n")
      .replace(/import \{ (\w+) \} from "@labeldesk\/trace-view";/, "const { $1 } = traceView;");
    expect(code).toContain("traceView");
    // oxlint-disable-next-line typescript/no-implied-eval -- The examples are this repository's own text.
    const run = new Function("traceView", "trace", "lines", `${code}\nreturn view;`);
    const lines: string[] = [];
    const trace = makeTrace({ inputs: { question: "Where?", k: 3 }, outputs: "There" });
    expect(run(traceView, trace, lines)).toMatchObject({
      outcome: { kind: "answered" },
      steps: [],
      earlier: [],
    });
    expect(lines).toEqual(["Where?", "k: 3"]);
  });
});
