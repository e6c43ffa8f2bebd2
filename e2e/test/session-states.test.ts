import { createMemoryTracking } from "@labeldesk/adapter-memory";
import { createLabeling, type ExperimentId, type Tracking } from "@labeldesk/core";
import { demoTraces } from "@labeldesk/fixtures";
import { shownText, type SandboxPerson } from "@labeldesk/slack-sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fill, message, modal, openCard, see } from "../src/people.js";
import { cardsDelivered, published, seeHome } from "../src/road-waits.js";
import { openStage, type Stage } from "../src/stage.js";

const TRACES = 4;

describe("the states of a session", () => {
  let stage: Stage;
  let lead: SandboxPerson;
  let ana: SandboxPerson;

  beforeAll(async () => {
    const memory = createMemoryTracking();
    const experimentId = memory.addExperiment("support-bot");
    for (const trace of await demoTraces(experimentId)) memory.addTrace(trace);
    await askForScore(memory.tracking, experimentId);
    stage = await openStage({ tracking: memory.tracking });
    ({ lead, ana } = stage);
  });
  afterAll(() => stage.close());

  it("begins with what the lead says it is for, until when, and who gets what", async () => {
    await lead.command("/label new");
    await modal(lead, "will be added");
    await fill(lead, lead.view(), {
      Name: "Pauses",
      "Newest traces": String(TRACES),
      Questions: ["score"],
      Reviewers: ["ana@example.com"],
      "Each trace is answered by": "One reviewer, every 5th trace by two",
      Due: "2020-01-01",
    });
    await lead.click(lead.view(), "More options");
    await modal(lead, "Guidelines");
    await lead.choose(lead.view(), "Who gets which trace", "The people a tag of the trace names");
    await modal(lead, "Tag with the reviewers");
    await lead.choose(lead.view(), "Who gets which trace", "Dealt evenly beforehand");
    await see(lead, "the form without the tag", ({ views }) =>
      views.every((view) => !shownText(view).includes("Tag with the reviewers")),
    );
    expect(await lead.submit()).toMatchObject([
      { label: "Each trace is answered by", message: "That needs at least two reviewers." },
      { label: "Due", message: "That day is over." },
    ]);
    await fill(lead, lead.view(), {
      "Each trace is answered by": "Everyone",
      Due: dayAfter(40),
      "What it is for": "So that the launch is not a <!channel> surprise.",
      Guidelines: "**Strict.**",
    });
    expect(await lead.submit()).toEqual([]);
    const invitation = await message(ana, "So that the launch is not a <!channel> surprise.");
    expect(shownText(invitation)).toMatch(/from Lena Lead · due \w{3} \d+ \w+/u);
    await openCard(ana, "1 of");
    const card = await message(lead, `0 of ${TRACES} answers`);
    expect(shownText(card)).toMatch(/Questions: score · due \w{3} \d+ \w+/u);
  });

  it("takes an answer while paused, and gives out nothing", async () => {
    await lead.command("/label pause");
    await message(lead, "“Pauses” is paused. Nobody gets a new trace");
    await message(lead, "Pauses* · paused");
    await lead.command("/label pause");
    await message(lead, "“Pauses” is paused already.");
    const card = await openCard(ana, "1 of");
    await fill(ana, card, { Score: "7" });
    await ana.click(card, "Submit");
    await message(ana, "Score: 7");
    await cardsDelivered(stage);
    expect(ana.messages().filter((entry) => shownText(entry).includes("Submit"))).toEqual([]);
    expect(
      ana
        .messages()
        .map((entry) => shownText(entry))
        .join(),
    ).not.toContain("Thank you");
    await lead.command("/label sessions");
    await message(lead, "*Pauses* · paused · due");
    await ana.openHome();
    await seeHome(ana, "the state", "*Pauses* · paused · due");
    expect(shownText(ana.home())).toContain("1 answered");
  });

  it("goes on by itself when it is resumed", async () => {
    await lead.command("/label resume");
    await message(lead, "“Pauses” goes on.");
    await openCard(ana, `2 of ${TRACES}`);
  });

  it("says before it closes what is still open", async () => {
    const form = await message(ana, "Score: 7");
    await ana.click(form, "Edit");
    await modal(ana, "Score");
    await published(stage);
    await lead.command("/label close pau");
    const asked = await modal(lead, "This is still open:");
    expect(shownText(asked)).toContain("• 3 traces without enough answers");
    expect(shownText(asked)).toContain("• 1 card that could not be answered any more");
    expect(shownText(asked)).not.toContain("MLflow");
    await lead.submit();
    await message(lead, "“Pauses” is closed: 1 trace complete, 3 without enough answers.");
    await message(lead, "Pauses* · closed");
  });

  it("refuses a click after that, and gives back what was typed", async () => {
    const card = await openCard(ana, `2 of ${TRACES}`);
    await fill(ana, card, { Score: "42.5" });
    await ana.click(card, "Submit");
    const refusal = await message(ana, "This session is closed");
    expect(refusal.ephemeral).toBe(true);
    expect(shownText(refusal)).toContain("Score 42.5");
    expect(JSON.stringify((await openCard(ana, `2 of ${TRACES}`)).state)).toContain("42.5");
    // The form was opened while the session was open.
    await fill(ana, ana.view(), { Score: "8.25" });
    expect(await ana.submit()).toEqual([]);
    const back = await modal(ana, "This session is closed");
    expect(shownText(back)).toContain("Score 8.25");
    await ana.close();
    await ana.click(await message(ana, "Score: 7"), "Edit");
    await modal(ana, "nothing can be answered or changed");
    await ana.close();
    await lead.command("/label resume");
    await message(lead, "“Pauses” is closed. /label reopen opens it again.");
  });

  it("takes the same card when it is open again, and closes unasked when nothing is left", async () => {
    await lead.command("/label reopen");
    await message(lead, "“Pauses” is open again.");
    for (let number = 2; number <= TRACES; number += 1) {
      const card = await openCard(ana, `${number} of ${TRACES}`);
      await fill(ana, card, { Score: String(number * 10) });
      await ana.click(card, "Submit");
      await message(ana, `Score: ${number * 10}`);
    }
    await message(ana, `All ${TRACES} traces reviewed. Thank you.`);
    await published(stage);
    await message(lead, `${TRACES} of ${TRACES} traces complete`);
    await lead.command("/label close");
    await modal(lead, "Nothing is open. “Pauses” is being closed.");
    await lead.close();
    await message(lead, `“Pauses” is closed: ${TRACES} traces complete.`);
  });

  it("lets only who manages the session change its state", async () => {
    for (const change of ["pause", "resume", "close", "reopen"]) {
      await ana.command(`/label ${change} Pauses`);
      await message(ana, `Only leads can use /label ${change}.`);
    }
  });

  it("leaves no job behind that was given up", async () => {
    expect(await stage.work.runner.listDead()).toEqual([]);
  });
});

async function askForScore(tracking: Tracking, experimentId: ExperimentId): Promise<void> {
  await createLabeling({ tracking }).createLabelSchema(experimentId, {
    name: "score",
    type: "feedback",
    title: "Score",
    input: { kind: "numeric", min: 0, max: 100 },
    enableComment: false,
  });
}

/** The day in so many days, as a date picker holds it. */
function dayAfter(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
