import type { Assessment, AssessmentRevision, NewAssessment } from "../assessment.js";
import { isLabelingError, LabelingError } from "../errors.js";
import type { AssessmentId, TraceId } from "../ids.js";
import { traceIdsOf, type ItemSource } from "../item.js";
import type { AssessmentStore } from "../ports/assessment-store.js";
import type { CallOptions } from "../ports/call-options.js";

/** How often the trace is read again because somebody changed it in between. */
const MAX_ROUNDS = 5;

/** An assessment to create; its id is chosen when it is written. */
export type AssessmentDraft = Omit<NewAssessment, "assessmentId">;

/** One write. They are done in order: what replaces comes before what is deleted. */
export type AssessmentWrite =
  | { readonly kind: "create"; readonly draft: AssessmentDraft }
  | {
      readonly kind: "revise";
      readonly assessmentId: AssessmentId;
      readonly revision: AssessmentRevision;
    }
  | { readonly kind: "delete"; readonly assessmentId: AssessmentId };

/** What is to be there, as the writes that a trace lacks. */
export interface WritePlan {
  readonly traceId: TraceId;
  /** Pure; `assessments` are all of the trace's. */
  plan(assessments: readonly Assessment[]): readonly AssessmentWrite[];
  /** The id of a draft; of several generations the first that the trace does not have is taken. */
  idFor(draft: AssessmentDraft, generation: number): Promise<AssessmentId>;
}

/** Writes until the trace is as planned. `false` when the trace is gone, which is final. */
export async function writeAssessments(
  store: AssessmentStore,
  work: WritePlan,
  options?: CallOptions,
): Promise<boolean> {
  const { traceId } = work;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const assessments = await listAssessments(store, traceId, options);
    if (assessments === "gone") return false;
    if (await applyWrites(store, work, assessments, options)) return true;
  }
  throw new LabelingError(
    "UNAVAILABLE",
    `The answers on trace ${traceId} kept changing while they were being published.`,
  );
}

/** What is said about several traces, such as a conversation's, belongs to the last of them. */
export function publishedTrace({ source }: { readonly source: ItemSource }): TraceId {
  const traceId = traceIdsOf(source).at(-1);
  if (traceId !== undefined) return traceId;
  throw new LabelingError(
    "UNSUPPORTED",
    "Answers about an item without a trace have no place yet.",
  );
}

/** One write after the other. `false` when the trace was not as it was read: look again. */
async function applyWrites(
  store: AssessmentStore,
  work: WritePlan,
  assessments: readonly Assessment[],
  options?: CallOptions,
): Promise<boolean> {
  const taken = new Set(assessments.map(({ assessmentId }) => assessmentId));
  try {
    for (const write of work.plan(assessments)) {
      if (!(await applyWrite(store, work, write, taken, options))) return false;
    }
    return true;
  } catch (error) {
    // The trace, or an assessment that was to be revised, went away; reading tells which.
    if (isLabelingError(error, "NOT_FOUND")) return false;
    throw error;
  }
}

async function applyWrite(
  store: AssessmentStore,
  work: WritePlan,
  write: AssessmentWrite,
  taken: ReadonlySet<AssessmentId>,
  options?: CallOptions,
): Promise<boolean> {
  switch (write.kind) {
    case "create": {
      const assessmentId = await freeId(work, write.draft, taken);
      return (await store.writeAssessment({ ...write.draft, assessmentId }, options)) === "written";
    }
    case "revise":
      await store.reviseAssessment(work.traceId, write.assessmentId, write.revision, options);
      return true;
    case "delete":
      await store.deleteAssessment(work.traceId, write.assessmentId, options);
      return true;
  }
}

/** The id of the first generation that the trace does not have. */
async function freeId(
  { idFor }: WritePlan,
  draft: AssessmentDraft,
  taken: ReadonlySet<AssessmentId>,
): Promise<AssessmentId> {
  for (let generation = 1; ; generation += 1) {
    const id = await idFor(draft, generation);
    if (!taken.has(id)) return id;
  }
}

async function listAssessments(
  store: AssessmentStore,
  traceId: TraceId,
  options?: CallOptions,
): Promise<readonly Assessment[] | "gone"> {
  try {
    return await store.listAssessments(traceId, options);
  } catch (error) {
    if (isLabelingError(error, "NOT_FOUND")) return "gone";
    throw error;
  }
}
