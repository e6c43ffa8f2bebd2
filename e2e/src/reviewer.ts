import { RunId, traceIdsOf, type TraceId } from "@labeldesk/core";
import type { SandboxMessage } from "@labeldesk/slack-sandbox";
import { sql } from "kysely";
import { expect } from "vitest";
import type { Given } from "./given.js";
import { fill, message, openCard } from "./people.js";
import type { Stage } from "./stage.js";

/** Reads the open card, fills it in as given and submits it. */
export async function answerCard(
  stage: Stage,
  given: Given,
  who: "ana" | "ben",
  position: number,
): Promise<void> {
  const person = stage[who];
  const card = await openCard(person, `${position} of ${given.size}`);
  const answers = given.get(await traceOfCard(stage, card))?.[who];
  if (answers === undefined) throw new Error("A card of no trace of the session.");
  await fill(person, card, {
    "Is the answer correct?": answers.isCorrect ? "Correct" : "Incorrect",
    ...(answers.comment === undefined ? {} : { "Why?": answers.comment }),
    "How does it sound?": answers.tone,
    "What is it about?": answers.topics,
    Score: String(answers.score),
    "What should it have said?": answers.idealAnswer,
    "Which facts must a correct answer contain?": answers.facts.join("\n"),
  });
  await person.click(card, "Submit");
  await message(
    person,
    `${position} of ${given.size} · ${answers.isCorrect ? "Correct" : "Incorrect"}`,
  );
}

/** Which trace a card shows, by the app's own record of it: people see no ids. */
export async function traceOfCard(stage: Stage, card: SandboxMessage): Promise<TraceId> {
  const find = async () => {
    const found = await sql<{ run_id: string; item_id: string }>`
      select run_id, item_id from app_cards where channel = ${card.channel} and ts = ${card.ts}
    `.execute(stage.work.db);
    return found.rows[0];
  };
  // The card may be seen before the app has noted where it is.
  await expect.poll(find, { timeout: 30_000 }).toBeDefined();
  const row = await find();
  const items = await stage.work.transaction(({ assignments }) =>
    assignments.listItems(RunId.parse(row?.run_id)),
  );
  const item = items.find(({ itemId }) => itemId === row?.item_id);
  const [traceId] = item === undefined ? [] : traceIdsOf(item.source);
  if (traceId === undefined) throw new Error("The card's item is not there.");
  return traceId;
}
