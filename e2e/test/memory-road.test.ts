import { createMemoryTracking } from "@labeldesk/adapter-memory";
import { demoTraces } from "@labeldesk/fixtures";
import { shownText } from "@labeldesk/slack-sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, type Stage } from "../src/stage.js";

describe("labeling on embedded defaults", () => {
  let stage: Stage;
  beforeAll(async () => {
    const memory = createMemoryTracking();
    const experimentId = memory.addExperiment("support-bot");
    for (const trace of await demoTraces(experimentId)) memory.addTrace(trace);
    stage = await openStage({ tracking: memory.tracking });
  });
  afterAll(() => stage.close());

  it("opens the modal of a new session and creates it", async () => {
    const { lead, ana } = stage;
    await lead.command("/label new");
    const view = await lead.waitFor(({ views }) => views.at(-1)?.blocks.find((b) => JSON.stringify(b).includes("all will be added")) && views.at(-1), "the count of traces");
    console.log(shownText(view));
    await lead.choose(lead.view(), "Questions", ["expected_facts"]);
    await lead.choose(lead.view(), "Reviewers", ["ana@example.com", "ben@example.com"]);
    expect(await lead.submit()).toEqual([]);
    const card = await ana.waitFor(({ messages }) => messages.find((m) => JSON.stringify(m.blocks).includes("card.submit")), "the first card", 20000);
    console.log(shownText(card));
    for (const m of ana.messages()) console.log(shownText(m));
    for (const m of lead.messages()) console.log(shownText(m));
  });
});
