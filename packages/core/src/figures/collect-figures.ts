import type { Adjudication } from "../adjudication/adjudication.js";
import {
  createRatingCollector,
  krippendorffAlpha,
  measuresOf,
  type RatingCollector,
} from "../agreement/index.js";
import { decodeAnswer } from "../answer-codec.js";
import type { Answer, AnswerValue } from "../answer.js";
import type { SessionProgress } from "../assignment.js";
import type { AssignmentEntry } from "../export/export-entry.js";
import type { ItemId } from "../ids.js";
import type { WorkItem } from "../item.js";
import type { LabelSchema } from "../label-schema.js";
import type { LabelingSession } from "../labeling-session.js";
import type { SessionFigure, SessionFigures } from "./session-figures.js";
import { valueSummary, type ValueSummary } from "./value-summary.js";

/** What figures are made of, besides the assignments. */
export interface FiguresInput {
  readonly session: Pick<LabelingSession, "labelSchemas">;
  /** All of the session's. */
  readonly items: readonly Pick<WorkItem, "itemId" | "state">[];
  readonly progress: Pick<SessionProgress, "items" | "labels" | "wanted">;
  readonly adjudications: readonly Pick<Adjudication, "itemId" | "answers">[];
  readonly atMs: number;
}

/** Works figures out, one assignment at a time, so that nobody has to hold all of them. */
export interface FiguresCollector {
  add(entry: AssignmentEntry): void;
  figures(): SessionFigures;
}

/** One question: what its reviewers gave, and what stands. */
interface QuestionTally {
  readonly schema: LabelSchema;
  readonly ratings: RatingCollector;
  readonly summary: ValueSummary | undefined;
  /** The decided values of the items that are not excluded. */
  readonly gold: ReadonlyMap<ItemId, AnswerValue>;
}

/**
 * Starts to work out the figures of a session. Answers count once they are accepted, published or not; those to excluded items
 * and those that were taken back do not, nor do values that do not fit their question any more.
 *
 * Where a question was decided for an item, the decided value counts once, in place of all its reviewers' answers to that
 * question, later ones too: as in a sync. Alpha is about the reviewers and knows no decisions.
 */
export function collectFigures(input: FiguresInput): FiguresCollector {
  const { session, progress, atMs } = input;
  const tallies = session.labelSchemas.map((schema) => tallyOf(schema, input));
  return {
    add: ({ item, submission }) => {
      if (item.state === "excluded" || submission === undefined) return;
      const { reviewer, answers } = submission;
      for (const { schema, ratings, summary, gold } of tallies) {
        const value = valueIn(answers, schema);
        if (value === undefined) continue;
        ratings.add({ unit: item.itemId, rater: reviewer, value });
        if (!gold.has(item.itemId)) summary?.add(value);
      }
    },
    figures: () => ({
      atMs,
      figures: [...sessionFigures(progress), ...tallies.flatMap(questionFigures)],
    }),
  };
}

function tallyOf(schema: LabelSchema, { items, adjudications }: FiguresInput): QuestionTally {
  const excluded = new Set(
    items.filter(({ state }) => state === "excluded").map(({ itemId }) => itemId),
  );
  const gold = new Map<ItemId, AnswerValue>();
  for (const { itemId, answers } of adjudications) {
    const value = valueIn(answers, schema);
    if (value !== undefined && !excluded.has(itemId)) gold.set(itemId, value);
  }
  const summary = valueSummary(schema.input);
  for (const value of gold.values()) summary?.add(value);
  return { schema, ratings: createRatingCollector(), summary, gold };
}

function valueIn(answers: readonly Answer[], schema: LabelSchema): AnswerValue | undefined {
  const answer = answers.find(({ name }) => name === schema.name);
  return answer && decodeAnswer(schema, answer.value);
}

function sessionFigures({
  items,
  labels,
  wanted,
}: FiguresInput["progress"]): readonly SessionFigure[] {
  const figure = (
    measure: "items" | "complete" | "excluded" | "labels" | "wanted",
    value: number,
  ) => ({ kind: "session", measure, value }) as const;
  return [
    figure("items", items.total),
    figure("complete", items.complete),
    figure("excluded", items.excluded),
    figure("labels", labels),
    figure("wanted", wanted),
  ];
}

function questionFigures({ schema, ratings, summary }: QuestionTally): readonly SessionFigure[] {
  const question = { kind: "question", question: schema.name } as const;
  const { scale } = measuresOf(schema.input);
  const alpha = scale === undefined ? undefined : krippendorffAlpha(ratings.table(), scale);
  return [
    ...(summary === undefined
      ? []
      : [{ ...question, measure: summary.measure, value: summary.value() }]),
    ...(alpha === undefined
      ? []
      : [
          {
            ...question,
            measure: "alpha" as const,
            value: alpha.kind === "value" ? alpha.value : undefined,
          },
        ]),
  ];
}
