import { createMemoryTracking } from "@labeldesk/adapter-memory";
import {
  createLabeling,
  createReview,
  ReviewerEmail,
  systemClock,
  type Review,
} from "@labeldesk/core";
import { demoTraces } from "@labeldesk/fixtures";
import { shownText, type SandboxPerson } from "@labeldesk/slack-sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fill, message, modal, openCard } from "../src/people.js";
import { cardsDelivered, published } from "../src/road-waits.js";
import { openStage, type Stage } from "../src/stage.js";

describe("the people of a session", () => {
  let stage: Stage;
  let lead: SandboxPerson;
  let ana: SandboxPerson;
  let ben: SandboxPerson;
  let review: Review;

  beforeAll(async () => {
    const { tracking, addExperiment, addTrace } = createMemoryTracking();
    const experimentId = addExperiment("support-bot");
    for (const trace of await demoTraces(experimentId)) addTrace(trace);
    await createLabeling({ tracking }).createLabelSchema(experimentId, {
      name: "score",
      type: "feedback",
      title: "Score",
      input: { kind: "numeric", min: 0, max: 100 },
      enableComment: false,
    });
    stage = await openStage({ tracking });
    ({ lead, ana, ben } = stage);
    review = createReview({ tracking, work: stage.work, clock: systemClock });
  });
  afterAll(() => stage.close());

  it("begins with a lead who reviews too, and somebody who does", async () => {
    await lead.command("/label new");
    await modal(lead, "will be added");
    await fill(lead, lead.view(), {
      Name: "People",
      "Newest traces": "5",
      Questions: ["score"],
      Reviewers: ["ana@example.com", "lena@example.com"],
      "Each trace is answered by": "One reviewer",
    });
    expect(await lead.submit()).toEqual([]);
    await openCard(ana, "1 of");
    await openCard(lead, "1 of");
  });

  it("takes what was on offer to somebody away for whoever is here", async () => {
    await change("Add them", "ben@example.com");
    await answer(ben, "1 of", "20");
    await change("They are away for now", "ana@example.com");
    await message(lead, "ana@example.com 0 answered, away");
    await answer(ben, "2 of", "30");
    await openCard(ben, "3 of");
    await lead.command("/label people");
    await modal(lead, "ana@example.com (away)");
    await lead.close();
    await lead.command("/label status");
    await message(lead, "ana@example.com: 0 answered, away");
  });

  it("refuses at the field who does not review the session, and to leave nobody", async () => {
    await lead.command("/label people");
    await fill(lead, await modal(lead, "is reviewed by"), {
      People: ["otto@example.com"],
      "What to do": "They are away for now",
    });
    expect(await lead.submit()).toMatchObject([{ message: "Otto does not review this session." }]);
    await fill(lead, lead.view(), {
      People: ["ana@example.com", "ben@example.com", "lena@example.com"],
      "What to do": "Take them off",
    });
    expect(await lead.submit()).toMatchObject([
      { message: "Nobody would be left. Add somebody else first." },
    ]);
    await lead.close();
  });

  it("takes a late answer of somebody away, and brings nothing new before they are back", async () => {
    await answer(ana, "1 of", "10");
    await cardsDelivered(stage);
    const shown = ana.messages().map((entry) => shownText(entry));
    expect(shown.filter((text) => /Submit|Thank you/u.test(text))).toEqual([]);
    await change("They are back", "ana@example.com");
    await openCard(ana, "2 of");
  });

  it("shows a lead who reviews nothing of a trace before the own answer, then the decision", async () => {
    await answer(ben, "3 of", "90");
    await published(stage);
    const [session] = await review.listSessions();
    if (session === undefined) throw new Error("The session is gone.");
    const { runId } = session;
    const [disagreement] = await review.disagreements(runId);
    if (disagreement === undefined) throw new Error("Ana and Ben agree.");
    const { itemId, source } = disagreement.item;
    const traceId = source.kind === "trace" ? source.traceId : "";
    await lead.command(`/label show ${traceId}`);
    const blind = await modal(lead, "Answer this trace first");
    expect(shownText(blind)).not.toContain("ana@example.com");
    await lead.close();
    await change("Take them off", "lena@example.com");
    await expect.poll(reviewers).not.toContain("lena@example.com");
    const outcome = await review.adjudicate({
      runId,
      itemId,
      by: ReviewerEmail.parse("lena@example.com"),
      answers: [{ name: "score", value: 55 }],
      reason: "Halfway.",
      decidedOn: disagreement.questions.flatMap(({ answers }) =>
        answers.map(({ reviewer, revision }) => ({ reviewer, revision })),
      ),
      gesture: "test",
    });
    expect(outcome.kind).toBe("decided");
    await lead.command(`/label show ${traceId}`);
    const shown = shownText(await modal(lead, "Decided"));
    expect(shown).toContain("by lena@example.com\nScore 55");
    expect(shown).toContain("Reason: Halfway.");
    expect(shown).toContain("ben@example.com");
    await lead.close();
    const decided = () =>
      stage.work.transaction(({ adjudications }) => adjudications.find(runId, itemId));
    await expect.poll(decided, { timeout: 60_000 }).toMatchObject({ publishedRevision: 1 });
  });

  it("gives an item that wants one more answer to whoever can give it, unasked", async () => {
    const [session] = await review.listSessions();
    if (session === undefined) throw new Error("The session is gone.");
    const { runId } = session;
    await change("Add them", "otto@example.com");
    await expect.poll(reviewers).toContain("otto@example.com");
    await cardsDelivered(stage);
    const cards = () =>
      stage.outsider.messages().filter((entry) => shownText(entry).includes("Submit")).length;
    const before = cards();
    const items = await review.listItems(runId);
    for (const { itemId, state } of items) {
      if (state === "complete") await review.askAgain(runId, itemId);
    }
    await openCard(stage.outsider, "1 of");
    expect(before + 1).toBe(cards());
  });

  it("leaves no job behind that was given up", async () => {
    expect(await stage.work.runner.listDead()).toEqual([]);
  });

  async function answer(who: SandboxPerson, place: string, score: string): Promise<void> {
    const card = await openCard(who, place);
    await fill(who, card, { Score: score });
    await who.click(card, "Submit");
    await message(who, `Score: ${score}`);
  }

  async function change(what: string, who: string): Promise<void> {
    await lead.command("/label people");
    await fill(lead, await modal(lead, "is reviewed by"), { People: [who], "What to do": what });
    expect(await lead.submit()).toEqual([]);
  }

  async function reviewers(): Promise<readonly string[]> {
    const sessions = await review.listSessions();
    return sessions.flatMap(({ assignedUsers }) => assignedUsers);
  }
});
