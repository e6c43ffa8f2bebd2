import { AssessmentId, type ReviewerEmail, type RunId, type TraceId } from "../ids.js";

/** What an assessment's id is made of. `generation` is 1, and one more for each that had to replace an overridden one. */
export interface AssessmentIdParts {
  readonly runId: RunId;
  readonly traceId: TraceId;
  readonly name: string;
  readonly reviewer: ReviewerEmail;
  readonly generation: number;
}

/** The id under which an answer is written, the same however often it is computed: a repeated write is recognised by it. */
export function assessmentIdFor(parts: AssessmentIdParts): Promise<AssessmentId> {
  const { runId, traceId, name, reviewer, generation } = parts;
  return idOf([runId, traceId, name, reviewer, generation]);
}

/** The same for a decision of `reviewer`, which never has the id of that person's own answer. */
export function adjudicationIdFor(parts: AssessmentIdParts): Promise<AssessmentId> {
  const { runId, traceId, name, reviewer, generation } = parts;
  return idOf(["adjudication", runId, traceId, name, reviewer, generation]);
}

async function idOf(parts: readonly (string | number)[]): Promise<AssessmentId> {
  const text = new TextEncoder().encode(JSON.stringify(parts));
  const digest = await crypto.subtle.digest("SHA-256", text);
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
  return AssessmentId.parse(`a-${hex.join("").slice(0, 32)}`);
}
