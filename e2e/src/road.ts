import { ExperimentId, RunId, traceIdsOf, type TraceId } from "@labeldesk/core";
import { shownText } from "@labeldesk/slack-sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fill, message, modal, openCard } from "./people.js";
import { answersOf, QUESTIONS, type GivenAnswers } from "./given.js";
import { answerCard, traceOfCard } from "./reviewer.js";
import type { RoadChecks, RoadGround } from "./ground.js";
import { notInSession, published, seeHome } from "./road-waits.js";
import { openStage, type Stage } from "./stage.js";

/** The name of the dataset that the road creates. */
export const DATASET = "support_bot_eval";

const TRACES = 12;

/** The main job, end to end, through the eyes of a lead and two reviewers. */
export function describeRoad<Ground extends RoadGround>(road: {
  readonly name: string;
  /** Why this ground cannot be had here; the suite is skipped then, with the reason in its name. */
  readonly skip?: string | undefined;
  readonly open: () => Promise<Ground>;
  readonly checks?: RoadChecks<Ground>;
}): void {
  const { name, skip, open, checks } = road;
  const title = `the whole road on ${name}${skip === undefined ? "" : ` (${skip})`}`;
  // oxlint-disable-next-line vitest/valid-title -- a skipped suite says why in its name
  describe.skipIf(skip !== undefined)(title, () => {
    let ground: Ground;
    let stage: Stage;
    let runId: RunId;
    const given = new Map<TraceId, Record<"ana" | "ben", GivenAnswers>>();

    beforeAll(async () => {
      ground = await open();
      stage = await openStage({
        tracking: ground.tracking,
        ...(ground.database === undefined ? {} : { database: ground.database }),
      });
    });
    afterAll(async () => {
      await stage?.close();
      await ground?.close();
    });

    const experiment = () => ({ query: ground.experimentName, option: ground.experimentName });

    it.each(QUESTIONS)("makes the question $Name with a preview", async (question) => {
      const { lead } = stage;
      await lead.command("/label schema new");
      await fill(lead, await modal(lead, "New question"), {
        Experiment: experiment(),
        Name: question.Name,
        Question: question.Question,
        ...("expectation" in question
          ? { "What it collects": "Expectation: what it should have done" }
          : {}),
        ...("comments" in question ? { Comments: ["Reviewers may add a comment"] } : {}),
      });
      await lead.choose(lead.view(), "Answered by", question["Answered by"]);
      const [field] = Object.keys(question.more);
      await fill(lead, await modal(lead, field ?? ""), question.more);
      await lead.click(lead.view(), "Preview");
      const preview = await modal(lead, "This is how reviewers will see it");
      expect(shownText(preview)).toContain(question.Question);
      await lead.submit(preview);
      await modal(lead, "New question");
      expect(await lead.submit()).toEqual([]);
      await modal(lead, `“${question.Name}” was made.`);
      await lead.close();
    });

    it("refuses a second question of the same name at its field", async () => {
      const { lead } = stage;
      await lead.command("/label schema new");
      await fill(lead, await modal(lead, "New question"), {
        Experiment: experiment(),
        Name: "score",
        Question: "Again?",
      });
      const errors = await lead.submit();
      expect(errors).toEqual([expect.objectContaining({ label: "Name" })]);
      expect(errors[0]?.message).toContain("score");
      await lead.close();
    });

    it("says how many traces match and creates the session", async () => {
      const { lead } = stage;
      await lead.command("/label new");
      await modal(lead, "New labeling session");
      await lead.choose(lead.view(), "Experiment", experiment());
      await modal(lead, "match");
      await lead.type(lead.view(), "Newest traces", String(TRACES));
      await lead.pressEnter(lead.view(), "Newest traces");
      await modal(lead, `the newest ${TRACES} will be added.`);
      await lead.type(lead.view(), "MLflow filter", "nonsense ===");
      await lead.pressEnter(lead.view(), "MLflow filter");
      await modal(lead, "filter");
      await lead.type(lead.view(), "MLflow filter", "");
      await lead.pressEnter(lead.view(), "MLflow filter");
      await modal(lead, `the newest ${TRACES} will be added.`);
      await fill(lead, lead.view(), {
        Name: "support-bot answers",
        Questions: ["is_correct", "tone", "topics", "score", "ideal_answer", "expected_facts"],
        Reviewers: ["guest@example.org"],
      });
      const [refused] = await lead.submit();
      expect(refused?.message).toContain("guest");
      await lead.choose(lead.view(), "Reviewers", ["ana@example.com", "ben@example.com"]);
      expect(await lead.submit()).toEqual([]);
      expect(lead.views()).toEqual([]);
      const card = await message(lead, `0 of ${TRACES * 2} answers`);
      expect(shownText(card)).toContain("support-bot answers");
      const sessions = await ground.tracking.sessions.listSessions(await experimentId());
      expect(sessions).toHaveLength(1);
      runId = RunId.parse(sessions[0]?.runId);
      await message(lead, `0 of ${TRACES} traces complete`);
      for await (const { source } of ground.tracking.items.listItems(runId)) {
        const [traceId] = traceIdsOf(source);
        const number = given.size + 1;
        if (traceId === undefined) continue;
        given.set(traceId, { ana: answersOf("ana", number), ben: answersOf("ben", number) });
      }
      expect(given.size).toBe(TRACES);
    });

    it("tells each reviewer what this is and shows the first card", async () => {
      for (const person of [stage.ana, stage.ben]) {
        const invitation = await message(person, `You are asked to review ${TRACES} traces`);
        expect(shownText(invitation)).toContain("from Lena Lead");
        await openCard(person, `1 of ${TRACES}`);
      }
      expect(stage.outsider.messages()).toEqual([]);
    });

    it("names the field and the rule of a bad input and keeps what was typed", async () => {
      const { ana } = stage;
      const card = await openCard(ana, `1 of ${TRACES}`);
      await fill(ana, card, { Score: "six", "How does it sound?": "Warm" });
      await ana.click(card, "Submit");
      const refusal = await message(ana, "Not saved yet");
      expect(refusal.ephemeral).toBe(true);
      expect(refusal.text).toContain('"Score" must be a number from 0 to 100 (you wrote "six")');
      const still = await openCard(ana, `1 of ${TRACES}`);
      expect(JSON.stringify(still.state)).toContain("six");
      expect(JSON.stringify(still.state)).toContain("Warm");
    });

    it("takes every answer, shrinks the card and brings the next one", async () => {
      for (let number = 1; number <= TRACES; number += 1) {
        await answerCard(stage, given, "ana", number);
        await answerCard(stage, given, "ben", number);
      }
      await message(stage.ana, `All ${TRACES} traces reviewed. Thank you.`);
      await message(stage.ben, `All ${TRACES} traces reviewed. Thank you.`);
    });

    it("lets an answer be edited", async () => {
      const { ana } = stage;
      const card = await message(ana, `3 of ${TRACES} ·`);
      const answers = given.get(await traceOfCard(stage, card));
      if (answers === undefined) throw new Error("The edited card is of no trace of the session.");
      answers.ana = {
        ...answers.ana,
        isCorrect: false,
        score: 12,
        idealAnswer: "Edited: the second try.",
      };
      await ana.click(card, "Edit");
      const form = await modal(ana, "Is the answer correct?");
      await fill(ana, form, {
        "Is the answer correct?": "Incorrect",
        Score: "12",
        "What should it have said?": "Edited: the second try.",
      });
      expect(await ana.submit()).toEqual([]);
      const edited = await message(ana, `3 of ${TRACES} · Incorrect`);
      expect(shownText(edited)).toContain("12");
    });

    it("shows the lead the progress of each reviewer", async () => {
      const { lead } = stage;
      await message(lead, `${TRACES * 2} of ${TRACES * 2} answers`);
      await lead.command("/label status");
      const status = await message(lead, `ana@example.com: ${TRACES} of ${TRACES}`);
      const told = shownText(status);
      expect(told).toContain(`ben@example.com: ${TRACES} of ${TRACES}`);
      expect(told).toMatch(/\d+ % Correct · agreement \d\.\d\d \(\w+; 12 shared traces\)/u);
      expect(told).toMatch(/The reviewers disagree on \d trace/u);
      await message(lead, `${TRACES} of ${TRACES} traces complete`);
    });

    it("leaves the answers where MLflow's own reviewers leave theirs", async () => {
      await published(stage);
      await checks?.answered(ground, runId, given);
    });

    it("shows what a sync would change, writes it, and then has nothing to write", async () => {
      const { lead } = stage;
      await lead.command("/label sync support-bot");
      await fill(lead, await modal(lead, "Nothing is written before"), { "Or a new one": DATASET });
      await lead.submit();
      const preview = await modal(lead, "in conflict");
      const records = Number(/Sync (\d+) records?/.exec(preview.submit ?? "")?.[1]);
      expect(records).toBeGreaterThan(0);
      expect(shownText(preview)).toContain(`*${records}* new`);
      await lead.submit();
      await message(lead, `written to ${DATASET}: ${records} new, 0 changed.`);

      await lead.command("/label sync support-bot");
      await fill(lead, await modal(lead, "Nothing is written before"), {
        Dataset: { query: "support", option: DATASET },
      });
      await lead.submit();
      const again = await modal(lead, "Nothing would be written.");
      expect(again.submit).toBeUndefined();
      await lead.close();
      await checks?.synced(ground, runId, given, records);
    });

    it("shows the lead one trace with everybody's answers", async () => {
      const { lead } = stage;
      await lead.command("/label show support-bot");
      const first = await modal(lead, "ana@example.com");
      expect(shownText(first)).toContain("ben@example.com");
      expect(shownText(first)).toContain("Is the answer correct?");
      await lead.close();
    });

    it("adds traces by id, reports what cannot be added, and asks the reviewers again", async () => {
      const { lead, ana } = stage;
      const extra = await notInSession(ground, await experimentId(), runId);
      await lead.command("/label add support-bot");
      await fill(lead, await modal(lead, "Add traces"), {
        "Or these trace ids": `${extra} tr-00000000000000000000000000000000`,
      });
      expect(await lead.submit()).toEqual([]);
      await message(lead, "1 trace could not be found.");
      await openCard(ana, `${TRACES + 1} of ${TRACES + 1}`);
    });

    it("adds a reviewer, who is invited then", async () => {
      const { lead, outsider } = stage;
      await lead.command("/label people support-bot");
      await fill(lead, await modal(lead, "is reviewed by"), { People: ["otto@example.com"] });
      expect(await lead.submit()).toEqual([]);
      await message(outsider, `You are asked to review ${TRACES + 1} traces`);
      await openCard(outsider, `1 of ${TRACES + 1}`);
    });

    it("refuses a click on somebody else's card", async () => {
      const { outsider, ana } = stage;
      const card = await openCard(ana, `${TRACES + 1} of`);
      await expect(outsider.click(card, "Later")).rejects.toThrow("there is no message");
    });

    it("lets a reviewer put off, pass on and take out", async () => {
      const { ana, outsider } = stage;
      await ana.click(await openCard(ana, `${TRACES + 1} of`), "Later");
      await message(ana, "Later: it comes back to you");
      await outsider.click(await openCard(outsider, "1 of"), "Can't judge");
      await message(outsider, "somebody else is asked");
      await outsider.click(await openCard(outsider, "1 of"), "Not reviewable");
      await fill(outsider, await modal(outsider, "Nobody will be asked"), {
        "Why?": "a test call",
      });
      expect(await outsider.submit()).toEqual([]);
      await message(outsider, "Not reviewable");
      await message(stage.lead, "1 not reviewable");
    });

    it("shows what is left on App Home", async () => {
      const { ana, lead, outsider } = stage;
      await ana.openHome();
      await seeHome(ana, "13 answered", `${TRACES} of`);
      await lead.openHome();
      await seeHome(lead, "the board", "Your sessions");
      await outsider.openHome();
      await seeHome(outsider, "the worklist", "Continue");
      // Continue leads to the card that is open already, instead of posting it again.
      const [, address] = /"url":"([^"]+)"/.exec(JSON.stringify(outsider.home())) ?? [];
      const followed = await fetch(address ?? "", { redirect: "manual" });
      expect(followed.headers.get("location")).toBe(`/?person=${outsider.id}`);
    });

    it("answers bad commands with something useful", async () => {
      const { lead, ana } = stage;
      await lead.command("/label");
      await message(lead, "/label sync [session]");
      await lead.command("/label stauts");
      await message(lead, "Did you mean /label status?");
      await lead.command("/label sync suport-bot answers");
      await message(lead, "Did you mean “support-bot answers”?");
      await ana.command("/label new");
      await message(ana, "Only leads can use /label new");
      await ana.command("/label help");
      await message(ana, "There is nothing to type.");
    });

    it("lists the sessions and deletes one", async () => {
      const { lead } = stage;
      await lead.command("/label sessions");
      await message(lead, runId);
      await lead.command("/label delete support-bot answers");
      await modal(lead, "stay in MLflow");
      expect(await lead.submit()).toEqual([]);
      await message(lead, "“support-bot answers” was deleted.");
      await lead.command("/label sessions");
      await message(lead, "You have no session.");
    });

    it("leaves no job behind that was given up", async () => {
      expect(await stage.work.runner.listDead()).toEqual([]);
    });

    async function experimentId() {
      const found = await ground.tracking.experiments.findExperimentByName(ground.experimentName);
      return found?.experimentId ?? ExperimentId.parse("?");
    }
  });
}
