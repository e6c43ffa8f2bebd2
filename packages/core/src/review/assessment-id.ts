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
export async function assessmentIdFor(parts: AssessmentIdParts): Promise<AssessmentId> {
  const { runId, traceId, name, reviewer, generation } = parts;
  const text = JSON.stringify([runId, traceId, name, reviewer, generation]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
  return AssessmentId.parse(`a-${hex.join("").slice(0, 32)}`);
}
