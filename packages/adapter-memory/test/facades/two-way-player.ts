import {
  isWithdrawn,
  type AnswerValue,
  type Item,
  type LabelingSession,
  type ReviewerEmail,
  type TraceId,
} from "@labeldesk/core";
import { createTwoWayWorld, type TwoWayWorld } from "./reconcile-world.js";
import { FACT, GOOD } from "./schemas.js";
import type { Mark, TwoWayStep } from "./two-way-steps.js";
import { ana, at, ben, dana, keyOf } from "./world.js";

export const PEOPLE = [ana, ben] as const;
export const QUESTIONS = [GOOD, FACT] as const;

/** What must come out, noted as it is done: the last word of each person on each question, by the rules of the design. */
export interface Expected {
  /** Absent where nothing stands. */
  readonly words: Map<string, AnswerValue>;
  /** Whether the item is out, where that is certain. */
  readonly out: Map<string, boolean | undefined>;
  /** The gold value of the last decision. */
  readonly gold: Map<string, AnswerValue>;
}

/** A course as it is played. */
export interface Play {
  readonly world: TwoWayWorld;
  readonly session: LabelingSession;
  readonly items: readonly Item[];
  readonly expected: Expected;
}

export const wordOf = (item: Item, who: ReviewerEmail, question: string) =>
  `${item.itemId} ${who} ${question}`;

/** Plays the steps; nothing is settled at the end. */
export async function playTwoWay(steps: readonly TwoWayStep[]): Promise<Play> {
  const world = createTwoWayWorld();
  const traceIds = world.addTraces("{}", "{}");
  const { session, items } = await world.open([...QUESTIONS], traceIds, { users: [...PEOPLE] });
  const expected = { words: new Map(), out: new Map(), gold: new Map() };
  for (const { itemId } of items) expected.out.set(itemId, false);
  const play = { world, session, items, expected };
  // oxlint-disable-next-line no-await-in-loop -- one thing happens after the other
  for (const step of steps) await act(play, step);
  return play;
}

/** The trace that an item stands for. */
export function traceOf({ source }: Item): TraceId {
  if (source.kind !== "trace") throw new Error("The items are traces.");
  return source.traceId;
}

async function act(play: Play, step: TwoWayStep): Promise<void> {
  const { world, session, items } = play;
  const pick = <T>(list: readonly T[], index: number) => at(list, index % list.length);
  world.clock.advance(1);
  switch (step.kind) {
    case "give":
      return give(play, pick(items, step.which), pick(PEOPLE, step.who), step.answers);
    case "undo":
      return undo(play, pick(items, step.which), pick(PEOPLE, step.who));
    case "exclude":
      return exclude(play, pick(items, step.which));
    case "include":
      return include(play, pick(items, step.which));
    case "decide":
      return decide(play, pick(items, step.which), step.good);
    case "tabAnswer":
      return tabAnswer(play, pick(items, step.which), pick(PEOPLE, step.who), step.value);
    case "tabRemove":
      return tabRemove(play, pick(items, step.which), pick(PEOPLE, step.who), step.question);
    case "tabMark":
      return tabMark(play, pick(items, step.which), step.state);
    case "job":
      await world.runOneJob(step.index);
      return;
    case "reconcile":
      await world.reconcile(session);
  }
}

/** A form leaves the fact out only where it showed one: then it is cleared. */
async function give(
  { world, expected }: Play,
  item: Item,
  who: ReviewerEmail,
  form: { readonly good: boolean; readonly fact: string | undefined },
): Promise<void> {
  const history = await world.review.history(keyOf(item, who));
  const isKnown = history.some(({ answers }) => answers.some(({ name }) => name === "fact"));
  const fact = form.fact ?? (isKnown ? undefined : "a");
  const answers = [
    { name: "good", value: form.good },
    ...(fact === undefined ? [] : [{ name: "fact", value: fact }]),
  ];
  const outcome = await world.give(item, who, answers);
  if (outcome.kind !== "accepted") return;
  expected.words.set(wordOf(item, who, "good"), form.good);
  note(expected, wordOf(item, who, "fact"), fact);
}

/** What is acknowledged stands; what the Review tab was told about questions that were never here is not undone. */
async function undo({ world, expected }: Play, item: Item, who: ReviewerEmail): Promise<void> {
  const key = keyOf(item, who);
  const history = await world.review.history(key);
  const outcome = await world.review.undo(key, { gesture: `undo ${world.clock.nowMs()}` });
  if (outcome.kind !== "restored" && outcome.kind !== "withdrawn") return;
  const known = new Set(history.flatMap(({ answers }) => answers.map(({ name }) => name)));
  for (const name of known) {
    const answer = outcome.submission.answers.find((one) => one.name === name);
    note(expected, wordOf(item, who, name), answer?.value);
  }
}

/** A second exclusion changes nothing: an item that somebody took up again elsewhere meanwhile is in. */
async function exclude({ world, expected }: Play, item: Item): Promise<void> {
  const before = (await world.review.listItems(item.runId)).find(
    ({ itemId }) => itemId === item.itemId,
  );
  await world.review.next(item.runId, ana, { includePostponed: true });
  const outcome = await world.review.exclude(keyOf(item, ana), "spam");
  if (outcome.kind === "done")
    expected.out.set(item.itemId, before?.state === "excluded" ? undefined : true);
}

async function include({ world, expected }: Play, item: Item): Promise<void> {
  await world.review.include(keyOf(item, dana), { asLead: true });
  // One that was declined there meanwhile may be out again.
  if (expected.out.get(item.itemId) !== false) expected.out.set(item.itemId, undefined);
}

async function decide({ world, expected }: Play, item: Item, good: boolean): Promise<void> {
  const { submissions } = await world.review.itemAnswers(item.runId, item.itemId);
  const decidedOn = submissions.map(({ reviewer, revision }) => ({ reviewer, revision }));
  const { runId, itemId } = item;
  const outcome = await world.review.adjudicate({
    runId,
    itemId,
    by: dana,
    answers: [{ name: "good", value: good }],
    decidedOn,
    gesture: `decide ${world.clock.nowMs()}`,
  });
  if (outcome.kind === "decided") expected.gold.set(itemId, good);
}

async function tabAnswer(
  { world, expected }: Play,
  item: Item,
  who: ReviewerEmail,
  value: boolean | string,
): Promise<void> {
  const schema = typeof value === "boolean" ? GOOD : FACT;
  await world.tab(who).answer(traceOf(item), schema, value);
  expected.words.set(wordOf(item, who, schema.name), value);
}

/** What the trace shows then stands, unless something that was given here later waits to be published. */
async function tabRemove(
  { world, expected }: Play,
  item: Item,
  who: ReviewerEmail,
  question: "good" | "fact",
): Promise<void> {
  const schema = question === "good" ? GOOD : FACT;
  const tab = world.tab(who);
  if ((await tab.remove(traceOf(item), schema)) === undefined) return;
  const shown = await tab.shown(traceOf(item), schema);
  const value = shown && readValue(shown.value);
  const word = wordOf(item, who, question);
  const submission = await world.review.findSubmission(keyOf(item, who));
  if (submission === undefined || submission.publishedRevision === submission.revision)
    return note(expected, word, value);
  const isLater = shown?.runId === undefined && (shown?.updatedAtMs ?? 0) > submission.acceptedAtMs;
  const history = await world.review.history(keyOf(item, who));
  const isKnown = history.some(({ answers }) => answers.some(({ name }) => name === question));
  if (isLater || !isKnown) return note(expected, word, value);
  const waiting = isWithdrawn(submission) ? [] : submission.answers;
  note(expected, word, waiting.find(({ name }) => name === question)?.value);
}

async function tabMark({ world, expected }: Play, item: Item, state: Mark): Promise<void> {
  const tab = world.tab(ben);
  if (state === "excluded") await tab.mark(item, { state, by: ben, reason: "declined" });
  else if (state === "complete") await tab.mark(item, { state, by: ben });
  else await tab.mark(item, { state });
  // Whether a request to take an item up again counts depends on what was written before.
  if (state === "excluded") expected.out.set(item.itemId, undefined);
  else if (expected.out.get(item.itemId) !== false) expected.out.set(item.itemId, undefined);
}

function note({ words }: Expected, word: string, value: AnswerValue | undefined): void {
  if (value === undefined) words.delete(word);
  else words.set(word, value);
}

function readValue(value: unknown): AnswerValue {
  if (typeof value === "boolean" || typeof value === "string") return value;
  throw new Error("The questions take yes, no or a text.");
}
