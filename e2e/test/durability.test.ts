import { createMemoryTracking } from "@labeldesk/adapter-memory";
import { createLabeling, LabelingError, type Tracking } from "@labeldesk/core";
import { demoTraces } from "@labeldesk/fixtures";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fill, message, modal, openCard } from "../src/people.js";
import { openStage, type Stage } from "../src/stage.js";

describe("an answer given while the tracking store is down", () => {
  let stage: Stage;
  let tracking: Tracking;
  let isDown = false;

  beforeAll(async () => {
    const memory = createMemoryTracking();
    const experimentId = memory.addExperiment("support-bot");
    for (const trace of await demoTraces(experimentId)) memory.addTrace(trace);
    tracking = memory.tracking;
    await createLabeling({ tracking }).createLabelSchema(experimentId, {
      name: "score",
      type: "feedback",
      title: "Score",
      input: { kind: "numeric", min: 0, max: 100 },
      enableComment: false,
    });
    stage = await openStage({
      tracking: {
        ...tracking,
        assessments: {
          ...tracking.assessments,
          writeAssessment: async (assessment, options) => {
            if (isDown) throw new LabelingError("UNAVAILABLE", "The server does not answer.");
            return tracking.assessments.writeAssessment(assessment, options);
          },
        },
      },
    });
  });
  afterAll(() => stage.close());

  it("is saved before the click is acknowledged, and published when the store is back", async () => {
    const { lead, ana } = stage;
    await lead.command("/label new");
    await modal(lead, "will be added");
    await fill(lead, lead.view(), { Questions: ["score"], Reviewers: ["ana@example.com"] });
    expect(await lead.submit()).toEqual([]);
    const card = await openCard(ana, "1 of");

    isDown = true;
    await fill(ana, card, { Score: "7" });
    await ana.click(card, "Submit");
    // The gesture ends with the acknowledgement.
    expect(await unpublished(stage)).toMatchObject([
      { reviewer: "ana@example.com", revision: 1, publishedRevision: 0 },
    ]);
    await message(ana, "Score: 7");
    await openCard(ana, "2 of");
    await message(lead, "1 not yet in MLflow");

    isDown = false;
    await expect.poll(() => unpublished(stage), { timeout: 60_000 }).toEqual([]);
    await expect
      .poll(() => scores(tracking), { timeout: 60_000 })
      .toEqual([{ value: 7, source: { kind: "human", id: "ana@example.com" } }]);
  });

  it("is one answer however often the finger taps", async () => {
    const { ana } = stage;
    const card = await openCard(ana, "2 of");
    await fill(ana, card, { Score: "9" });
    await Promise.allSettled([ana.click(card, "Submit"), ana.click(card, "Submit")]);
    await openCard(ana, "3 of");
    await expect.poll(() => unpublished(stage), { timeout: 60_000 }).toEqual([]);
    expect(new Set((await scores(tracking)).map(({ value }) => value))).toEqual(new Set([7, 9]));
    expect(await scores(tracking)).toHaveLength(2);
  });
});

function unpublished({ work }: Stage) {
  return work.transaction(({ submissions }) => submissions.listUnpublished(10));
}

async function scores(tracking: Tracking) {
  const experiment = await tracking.experiments.findExperimentByName("support-bot");
  if (experiment === undefined) throw new Error("The experiment is gone.");
  const found = [];
  for await (const { assessments } of tracking.traces.searchTraces({
    experimentId: experiment.experimentId,
  })) {
    for (const { name, value, source } of assessments) {
      if (name === "score") found.push({ value, source });
    }
  }
  return found;
}
