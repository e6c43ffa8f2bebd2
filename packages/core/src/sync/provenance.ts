import { z } from "zod";
import { ReviewerEmail, RunId } from "../ids.js";

/** How a synced value came about. */
export const Provenance = z.object({
  /** The labeling session. */
  runId: RunId,
  /** Who gave the value, or an entry of it, in the order in which they did; of a decision, who decided. */
  reviewers: z.array(ReviewerEmail).readonly(),
  /** When the newest of the labels behind it was given. */
  givenAtMs: z.int(),
  /** `unanimous`: nobody gave another one, also when only one person answered. */
  how: z.enum(["adjudicated", "unanimous", "majority", "union", "latest"]),
});
export type Provenance = z.infer<typeof Provenance>;

/** The tag of a dataset record under which the provenance of one expectation stands, as JSON. */
export function provenanceTag(expectation: string): string {
  return `labeldesk.provenance.${expectation}`;
}

/** The tags that carry the provenance of expectations, given by name. */
export function provenanceTags(
  provenance: Readonly<Record<string, Provenance>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(provenance).map(([name, value]) => [provenanceTag(name), JSON.stringify(value)]),
  );
}

/**
 * Where an expectation of a dataset record came from. `undefined` when no sync wrote it, or when the tag holds something
 * else. It tells of the last sync that changed the value: another program may have overwritten it since.
 */
export function readProvenance(
  record: { readonly tags: Readonly<Record<string, string>> },
  expectation: string,
): Provenance | undefined {
  const tag = provenanceTag(expectation);
  const text = Object.hasOwn(record.tags, tag) ? record.tags[tag] : undefined;
  if (text === undefined) return undefined;
  try {
    return Provenance.safeParse(JSON.parse(text)).data;
  } catch {
    // A tag is anybody's to write: what is no JSON is no provenance.
    return undefined;
  }
}
