import { readFileSync } from "node:fs";
import { BUILT_IN_SCHEMAS } from "@labeldesk/core";
import { describe, expect, it } from "vitest";
import * as blockKit from "../src/index.js";
import { DELAYED_ORDER } from "./support/samples.js";
import { changed, field } from "./support/slack-state.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const example = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? "";

describe("the example in the README", () => {
  it("runs as it stands, and ends in the done card", () => {
    const names = Object.keys(blockKit);
    const body = `${example.replace(/^import .*$/gm, "")}\nreturn done;`;
    const payload = {
      get state() {
        const { blocks } = blockKit.renderCard({
          position: 7,
          total: 25,
          sessionName: "support-bot answers",
          view: DELAYED_ORDER,
          schemas: BUILT_IN_SCHEMAS,
          rendering: blockKit.chooseRendering(BUILT_IN_SCHEMAS),
          render: 1,
          ref: "session/item",
        });
        return { values: changed(blocks, field(blocks, "q", 0), { value: "It names the date." }) };
      },
    };
    // oxlint-disable-next-line typescript/no-implied-eval -- the text of the README is what is tested
    const run = new Function("BUILT_IN_SCHEMAS", "view", "payload", ...names, body);
    const done: unknown = run(BUILT_IN_SCHEMAS, DELAYED_ORDER, payload, ...Object.values(blockKit));
    expect(done).toMatchObject({ text: "7 of 25 · 1 fact" });
  });
});
