import type { Adjudication } from "../../src/adjudication/adjudication.js";
import type { Answer } from "../../src/answer.js";
import type { AssignmentState } from "../../src/assignment.js";
import type {
  AssignmentEntry,
  DecisionEntry,
  ExportedSession,
} from "../../src/export/export-entry.js";
import { ItemId, ReviewerEmail, RunId, TraceId } from "../../src/ids.js";
import type { WorkItem } from "../../src/item.js";
import { LabelSchema } from "../../src/label-schema.js";

const question = (name: string, input: LabelSchema["input"], type: LabelSchema["type"]) =>
  LabelSchema.parse({ name, type, title: `${name}?`, input, enableComment: true });

/** A session that asks the questions given, or one of each sort. */
export function sessionOf(names?: readonly string[]): ExportedSession {
  return {
    runId: RunId.parse("run-1"),
    name: "Answers",
    labelSchemas: names?.map((name) => question(name, { kind: "text" }, "feedback")) ?? [
      question("good", { kind: "passFail", positiveLabel: "Yes", negativeLabel: "No" }, "feedback"),
      question("score", { kind: "numeric" }, "feedback"),
      question("facts", { kind: "textList" }, "expectation"),
    ],
  };
}

/** What a test says of an entry; the rest is ordinary. */
export interface EntryWords {
  readonly at?: number;
  readonly reviewer?: string;
  readonly state?: AssignmentState;
  /** Answers that were given; an empty list was taken back; absent: none ever were. */
  readonly answers?: readonly Answer[];
  readonly revision?: number;
  readonly item?: Partial<WorkItem>;
  readonly offeredAtMs?: number;
}

/** An entry of {@link sessionOf}: offered at 10 s, answered at 12.5 s, last edited at 20 s. */
export function entry(words: EntryWords = {}): AssignmentEntry {
  const { at = 1, answers, revision = 1, offeredAtMs = 10_000 } = words;
  const place = placeOf(at);
  const reviewer = ReviewerEmail.parse(words.reviewer ?? "ana@example.com");
  return {
    kind: "assignment",
    item: {
      ...place,
      state: "pending",
      position: at,
      extraLabels: 0,
      mirroredState: "pending",
      ...words.item,
    },
    assignment: {
      ...place,
      reviewer,
      state: words.state ?? (answers === undefined ? "offered" : "submitted"),
      offeredAtMs,
      leaseUntilMs: 0,
      postponedUntilMs: 0,
    },
    ...(answers === undefined
      ? {}
      : {
          submission: {
            ...place,
            reviewer,
            revision,
            answers,
            offeredAtMs,
            firstAcceptedAtMs: 12_500,
            acceptedAtMs: 20_000,
            publishedRevision: 0,
          },
        }),
  };
}

/** A decision of Dana's on an item of {@link sessionOf}, made at 30 s. */
export function decision(words: Partial<Adjudication> & { readonly at?: number }): DecisionEntry {
  const { at = 1, ...more } = words;
  const place = placeOf(at);
  return {
    kind: "decision",
    item: {
      ...place,
      state: "complete",
      position: at,
      extraLabels: 0,
      mirroredState: "complete",
    },
    adjudication: {
      ...place,
      by: ReviewerEmail.parse("dana@example.com"),
      answers: [{ name: "good", value: true }],
      decidedOn: [],
      decidedAtMs: 30_000,
      revision: 1,
      publishedRevision: 0,
      ...more,
    },
  };
}

function placeOf(at: number) {
  return {
    runId: RunId.parse("run-1"),
    itemId: ItemId.parse(`item-${at}`),
    source: { kind: "trace", traceId: TraceId.parse(`tr-${at}`) },
  } as const;
}
