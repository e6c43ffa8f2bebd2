import type { Adjudication } from "../adjudication/adjudication.js";
import type { Answer } from "../answer.js";
import { traceIdsOf } from "../item.js";
import { isWithdrawn } from "../submission.js";
import type {
  AssignmentEntry,
  DecisionEntry,
  ExportedSession,
  ExportEntry,
} from "./export-entry.js";

/** What stands in one cell; `null` for nothing. */
export type Cell = string | number | boolean | readonly string[] | null;

/** The columns of an export, and what an entry puts into them. */
export interface ExportTable {
  readonly columns: readonly string[];
  rowsOf(entry: ExportEntry, reviewer: string): readonly (readonly Cell[])[];
}

const ENTRY_COLUMNS = [
  "run_id",
  "session",
  "item_id",
  "position",
  "trace_id",
  "item_state",
  "exclusion_reason",
  "reviewer",
  "state",
  "offered_at",
  "first_answered_at",
  "last_answered_at",
  "seconds",
  "edits",
] as const;

/** One row per answer or decided question; without answers one for what became of the item. */
export function longTable(session: ExportedSession): ExportTable {
  const questions = new Map(session.labelSchemas.map((schema) => [schema.name, schema]));
  const order = new Map([...questions.keys()].map((name, at) => [name, at]));
  const placeOf = ({ name }: Answer) => order.get(name) ?? order.size;
  const answerCells = ({ name, value, comment }: Answer): readonly Cell[] => {
    const { type, title, input } = questions.get(name) ?? {};
    return [name, type ?? null, title ?? null, input?.kind ?? null, value, comment ?? null];
  };
  const columns = ["question", "question_type", "question_title", "input", "value", "comment"];
  return {
    columns: [...ENTRY_COLUMNS, ...columns],
    rowsOf: (entry, reviewer) => {
      if (!hasRow(entry)) return [];
      const start = entryCells(session, entry, reviewer);
      const answers = answersOf(entry).toSorted((a, b) => placeOf(a) - placeOf(b));
      if (answers.length === 0) return [[...start, ...columns.map(() => null)]];
      return answers.map((answer) => [...start, ...answerCells(answer)]);
    },
  };
}

/** One row per item and reviewer, and one per decision. */
export function wideTable(session: ExportedSession): ExportTable {
  const names = session.labelSchemas.map(({ name }) => name);
  return {
    columns: [...ENTRY_COLUMNS, ...questionColumns(names)],
    rowsOf: (entry, reviewer) => {
      if (!hasRow(entry)) return [];
      const answers = new Map(answersOf(entry).map((answer) => [answer.name, answer]));
      const cells = names.flatMap((name): Cell[] => {
        const answer = answers.get(name);
        return [answer?.value ?? null, answer?.comment ?? null];
      });
      return [[...entryCells(session, entry, reviewer), ...cells]];
    },
  };
}

/** A name that is taken would make two columns one. */
function questionColumns(names: readonly string[]): readonly string[] {
  const taken = new Set<string>(ENTRY_COLUMNS);
  for (const name of names) {
    let column = name;
    while (taken.has(column) || taken.has(commentColumn(column))) column = `question.${column}`;
    taken.add(column).add(commentColumn(column));
  }
  return [...taken].slice(ENTRY_COLUMNS.length);
}

function commentColumn(column: string): string {
  return `${column}.comment`;
}

function answersOf(entry: ExportEntry): readonly Answer[] {
  switch (entry.kind) {
    case "assignment":
      return entry.submission?.answers ?? [];
    case "decision":
      return decidedAnswers(entry.adjudication);
  }
}

/** The reason is that of every decided question that has no comment of its own. */
function decidedAnswers({ answers, reason }: Adjudication): readonly Answer[] {
  if (reason === undefined) return answers;
  return answers.map((answer) => ({ comment: reason, ...answer }));
}

/** What is only dealt has no story yet. */
function hasRow(entry: ExportEntry): boolean {
  const isDealt = entry.kind === "assignment" && entry.assignment.state === "waiting";
  return !isDealt || answersOf(entry).length > 0;
}

/** In the order of {@link ENTRY_COLUMNS}. */
function entryCells(
  { runId, name }: ExportedSession,
  entry: ExportEntry,
  reviewer: string,
): readonly Cell[] {
  const { item } = entry;
  return [
    runId,
    name,
    item.itemId,
    item.position,
    traceIdsOf(item.source).at(-1) ?? null,
    item.state,
    item.exclusion?.reason ?? null,
    reviewer,
    ...(entry.kind === "decision" ? decisionCells(entry) : assignmentCells(entry)),
  ];
}

/** From `state` on. */
function assignmentCells({ assignment, submission }: AssignmentEntry): readonly Cell[] {
  const given = submission === undefined || isWithdrawn(submission) ? undefined : submission;
  const offeredAtMs = (submission ?? assignment).offeredAtMs;
  return [
    // Answers that stand are there, also when the item was put to their author once more.
    given === undefined ? assignment.state : "submitted",
    instant(offeredAtMs),
    instant(given?.firstAcceptedAtMs),
    instant(given?.acceptedAtMs),
    secondsBetween(offeredAtMs, given?.firstAcceptedAtMs),
    submission === undefined ? null : submission.revision - 1,
  ];
}

/** The same. When a decision that was changed was made first is not kept. */
function decisionCells({ adjudication }: DecisionEntry): readonly Cell[] {
  const { decidedAtMs, revision } = adjudication;
  const first = revision === 1 ? decidedAtMs : undefined;
  return ["adjudicated", null, instant(first), instant(decidedAtMs), null, revision - 1];
}

/** 0 stands for a time that is not known. */
function instant(atMs: number | undefined): string | null {
  return atMs === undefined || atMs === 0 ? null : new Date(atMs).toISOString();
}

function secondsBetween(offeredAtMs: number, answeredAtMs: number | undefined): number | null {
  if (answeredAtMs === undefined || offeredAtMs === 0) return null;
  return Math.max(0, answeredAtMs - offeredAtMs) / 1000;
}
