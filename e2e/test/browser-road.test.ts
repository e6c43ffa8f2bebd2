import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  become,
  click,
  close,
  command,
  field,
  pick,
  see,
  seeCard,
  seeGone,
  seeMessage,
  seeModal,
  tabTo,
  type,
} from "../src/browser-people.js";
import { browserHere, openBrowser, openWindow } from "../src/browser.js";
import { mlflowHere, openMlflowGround } from "../src/mlflow-ground.js";
import { keepPicture } from "../src/pictures.js";
import type { RoadGround } from "../src/ground.js";
import { openStage, type Stage } from "../src/stage.js";

const missing = [browserHere, mlflowHere].find((part) => part.kind === "missing");
const skip = missing?.kind === "missing" ? ` (${missing.reason})` : "";

const TRACES = 4;
const SESSION = "Assistant answers";
const DATASET = "assistant_golden";
const CORRECT = "Is the answer correct?";
const HELPFUL = "How helpful is it?";
const FACTS = "Which facts must a correct answer contain?";

/** What the newest traces of MLflow's demo named `prompt_chain` are about, and what the reviewers say of them. */
const JUDGEMENTS = [
  {
    about: "charged twice",
    isCorrect: true,
    why: "Kind, and it names the next step.",
    facts: ["Both charges are on the account", "The refund takes 2-3 business days"],
    benFacts: ["The refund takes 3-5 business days"],
  },
  {
    about: "calculates factorial",
    isCorrect: true,
    why: "The recursion limit is the real risk.",
    facts: ["Negative numbers never end", "Deep recursion exhausts the stack"],
  },
  {
    about: "async function for API calls",
    isCorrect: true,
    why: "The leaked key comes first, as it should.",
    facts: ["The API key is exposed", "The two requests can run in parallel"],
  },
  {
    about: "machine learning research paper",
    isCorrect: false,
    why: "The accuracy figure is not in the abstract.",
    facts: ["Sparse attention takes O(n log n)"],
  },
] as const;

describe.skipIf(missing !== undefined)(
  `the whole road in a real browser${skip}`,
  { timeout: 300_000 },
  () => {
    let ground: RoadGround;
    let stage: Stage;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      ground = await openMlflowGround({ backend: { kind: "sqlite" } });
      stage = await openStage({ tracking: ground.tracking });
      browser = await openBrowser();
      page = await openWindow(browser, stage.sandbox.url);
    });
    afterAll(async () => {
      await browser?.close();
      await stage?.close();
      await ground?.close();
    });

    it("lets the lead ask what can be typed", async () => {
      await become(page, "Lena Lead");
      await command(page, "/label help");
      const help = await seeMessage(page, "/label sync [session]");
      expect(await help.textContent()).toContain("/label schema new");
    });

    it("makes a question to pass or fail, with comments and a preview", async () => {
      await command(page, "/label schema new");
      const form = await seeModal(page, "New question");
      await pick(form, "Experiment", ground.experimentName);
      await type(form, "Name", "is_correct");
      await type(form, "Question", CORRECT);
      await type(form, "Word for pass", "Correct");
      await type(form, "Word for fail", "Incorrect");
      await form.getByRole("checkbox", { name: "Reviewers may add a comment" }).check();
      await click(form, "Preview");
      const preview = await seeModal(page, "This is how reviewers will see it");
      await see(preview.getByRole("radiogroup", { name: CORRECT }));
      await click(preview, "Back to the form");
      await click(await seeModal(page, "Word for pass"), "Create");
      await click(await seeModal(page, "“is_correct” was made."), "Close");
      await seeGone(page.getByRole("dialog"));
    });

    it("makes a question for a number with bounds", async () => {
      await command(page, "/label schema new");
      const form = await seeModal(page, "New question");
      await pick(form, "Experiment", ground.experimentName);
      await type(form, "Name", "helpfulness");
      await type(form, "Question", HELPFUL);
      await pick(form, "Answered by", "A number");
      await see(field(form, "Smallest number"));
      await type(form, "Smallest number", "0");
      await type(form, "Largest number", "100");
      await click(form, "Create");
      await click(await seeModal(page, "“helpfulness” was made."), "Close");
      await seeGone(page.getByRole("dialog"));
    });

    it("creates a session that says before how many traces match", async () => {
      await command(page, "/label new");
      const form = await seeModal(page, "New labeling session");
      await type(form, "Name", SESSION);
      await pick(form, "Experiment", ground.experimentName, "demo");
      await see(form.getByText("match,"));
      await type(form, "Newest traces", String(TRACES));
      await type(form, "MLflow filter", "trace.name = 'prompt_chain'");
      await field(form, "MLflow filter").press("Enter");
      await see(form.getByText(`the newest ${TRACES} will be added.`));
      for (const name of ["is_correct", "helpfulness", "expected_facts"]) {
        await pick(form, "Questions", name);
      }
      await pick(form, "Reviewers", "Ana");
      await pick(form, "Reviewers", "Ben");
      await pick(form, "Each trace is answered by", "Everyone");
      await keepPicture("new-session", form, { width: 1080, height: 1640 });
      await click(form, "Create");
      await seeGone(form);
      const card = await seeMessage(page, `0 of ${TRACES * 2} answers`);
      await seeMessage(page, `0 of ${TRACES} traces complete`);
      expect(await card.textContent()).toContain(SESSION);
    });

    it("invites a reviewer, and names field and rule of a bad input without losing what was typed", async () => {
      await become(page, "Ana");
      await seeMessage(page, `You are asked to review ${TRACES} traces`);
      const card = await seeCard(page, `1 of ${TRACES}`);
      await card.getByRole("radio", { name: "Correct", exact: true }).check();
      await type(card, HELPFUL, "very");
      await click(card, `Submit: 1 of ${TRACES}`);
      const refusal = await seeMessage(page, "Not saved yet");
      expect(await refusal.textContent()).toContain("Only visible to you");
      expect(await refusal.textContent()).toContain(
        `"${HELPFUL}" must be a number from 0 to 100 (you wrote "very")`,
      );
      await page.reload();
      const again = await seeCard(page, `1 of ${TRACES}`);
      expect(await field(again, HELPFUL).inputValue()).toBe("very");
      expect(await again.getByRole("radio", { name: "Correct", exact: true }).isChecked()).toBe(
        true,
      );
    });

    it("shrinks an answered card and brings the next, which the keyboard alone can answer", async () => {
      await answer("Ana", 1);
      const card = await seeCard(page, `2 of ${TRACES}`);
      const judgement = await judgementOf(card);
      const [first] = await card.getByRole("radio").all();
      if (first === undefined) throw new Error("The card has no choice.");
      await tabTo(page, first);
      await page.keyboard.press("Space");
      await tabTo(page, field(card, "Why?"));
      await page.keyboard.type(judgement.why);
      await tabTo(page, field(card, HELPFUL));
      await page.keyboard.type("85");
      await tabTo(page, field(card, FACTS));
      await page.keyboard.type(judgement.facts[0]);
      for (const fact of judgement.facts.slice(1)) {
        await page.keyboard.press("Enter");
        await page.keyboard.type(fact);
      }
      await keepGoodCard(card, judgement);
      await tabTo(page, card.getByRole("button", { name: `Submit: 2 of ${TRACES}` }));
      await page.keyboard.press("Enter");
      const done = await seeMessage(page, `2 of ${TRACES} · Correct`);
      expect(await done.textContent()).toContain(judgement.why);
      expect(await page.getByRole("button", { name: `Submit: 2 of ${TRACES}` }).count()).toBe(0);
    });

    it("shows on App Home what is left, and goes on from there", async () => {
      await seeCard(page, `3 of ${TRACES}`);
      await page.getByRole("tab", { name: "Home" }).click();
      const home = page.getByRole("region", { name: "Labeldesk Home" });
      await see(home.getByText(`2 of ${TRACES} answered`));
      await keepPicture("home", page.getByRole("main"), { width: 860, height: 240 });
      const opened = page.context().waitForEvent("page");
      await home.getByRole("link", { name: `Continue ${SESSION}` }).click();
      const there = await opened;
      await see(there.getByText("as Ana"));
      await seeCard(there, `3 of ${TRACES}`);
      await there.close();
      await page.getByRole("tab", { name: "Messages" }).click();
      await answer("Ana", 3);
      await answer("Ana", 4);
      await seeMessage(page, `All ${TRACES} traces reviewed. Thank you.`);
    });

    it("lets an answer be changed", async () => {
      await click(page, `Edit: 1 of ${TRACES}`);
      const form = await seeModal(page, `1 of ${TRACES}`);
      expect(await field(form, HELPFUL).inputValue()).toBe("80");
      await type(form, HELPFUL, "65");
      await click(form, "Save");
      await seeGone(form);
      await seeMessage(page, `${HELPFUL} 65`);
    });

    it("takes the second reviewer's answers", async () => {
      await become(page, "Ben");
      await seeMessage(page, `You are asked to review ${TRACES} traces`);
      for (let place = 1; place <= TRACES; place += 1) await answer("Ben", place);
      await seeMessage(page, `All ${TRACES} traces reviewed. Thank you.`);
      expect(await page.getByRole("button", { name: /^Edit: /u }).count()).toBe(TRACES);
    });

    it("shows the lead how far everybody is", async () => {
      await become(page, "Lena Lead");
      await command(page, "/label status");
      const status = await seeMessage(page, `ana@example.com: ${TRACES} of ${TRACES}`);
      expect(await status.textContent()).toContain(`ben@example.com: ${TRACES} of ${TRACES}`);
      await page.getByRole("tab", { name: "Home" }).click();
      const home = page.getByRole("region", { name: "Labeldesk Home" });
      await see(home.getByText(`${TRACES} of ${TRACES} traces complete`));
      await page.getByRole("tab", { name: "Messages" }).click();
    });

    it("shows what a sync would write, and writes it", async () => {
      await command(page, `/label sync ${SESSION}`);
      const ask = await seeModal(page, "Nothing is written before");
      await type(ask, "Or a new one", DATASET);
      await click(ask, "Preview");
      const preview = await seeModal(page, "1 in conflict");
      expect(await preview.textContent()).toContain(`${TRACES} new`);
      await keepPicture("sync-preview", preview);
      await click(preview, `Sync ${TRACES} records`);
      await seeGone(preview);
      await seeMessage(page, `${TRACES} records written to ${DATASET}: ${TRACES} new, 0 changed.`);
    });

    it("has nothing to write the second time", async () => {
      await command(page, `/label sync ${SESSION}`);
      const ask = await seeModal(page, "Nothing is written before");
      await pick(ask, "Dataset", DATASET);
      await click(ask, "Preview");
      const preview = await seeModal(page, "Nothing would be written.");
      expect(await preview.getByRole("button", { name: /^Sync/u }).count()).toBe(0);
      await close(preview);
    });

    it("shows the lead one trace with everybody's answers", async () => {
      await command(page, `/label show ${SESSION}`);
      const answers = await seeModal(page, `${TRACES} traces in ${SESSION}`);
      expect(await answers.textContent()).toContain("ana@example.com");
      expect(await answers.textContent()).toContain("ben@example.com");
      await close(answers);
    });

    async function answer(who: "Ana" | "Ben", place: number): Promise<void> {
      const card = await seeCard(page, `${place} of ${TRACES}`);
      const judgement = await judgementOf(card);
      const verdict = judgement.isCorrect ? "Correct" : "Incorrect";
      await card.getByRole("radio", { name: verdict, exact: true }).check();
      await type(card, "Why?", judgement.why);
      await type(card, HELPFUL, "80");
      const facts = who === "Ben" && "benFacts" in judgement ? judgement.benFacts : judgement.facts;
      await type(card, FACTS, facts.join("\n"));
      if (judgement.about === "charged twice" && who === "Ana") {
        await keepPicture("card", card);
      }
      await click(card, `Submit: ${place} of ${TRACES}`);
      await seeMessage(page, `${place} of ${TRACES} · ${verdict}`);
    }
  },
);

type Judgement = (typeof JUDGEMENTS)[number];

/** The first card that is short enough for a picture. */
async function keepGoodCard(card: Locator, { about }: Judgement): Promise<void> {
  if (about === "charged twice") await keepPicture("card", card);
}

/** What to say of a card, by what is asked on it. */
async function judgementOf(card: Locator): Promise<Judgement> {
  const text = await card.textContent();
  const found = JUDGEMENTS.find(({ about }) => text?.includes(about));
  if (found === undefined) throw new Error(`The demo has a trace that nobody judged: ${text}`);
  return found;
}
