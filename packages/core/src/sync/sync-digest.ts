import { z } from "zod";
import { compareCodePoints } from "../exact/code-point-order.js";
import { valueKey } from "../exact/value-key.js";
import type { PlannedRecord } from "./sync-plan.js";

/**
 * What of a session is known to stand in a dataset, for the next sync to compare with. Opaque to stores: letters, digits,
 * `-` and `_`; 12 of them for each record.
 */
export const SyncDigest = z
  .string()
  .regex(/^[\w-]*$/)
  .brand<"SyncDigest">();
export type SyncDigest = z.infer<typeof SyncDigest>;

/** Stands for a record's inputs and everything that is settled for it. */
export type Fingerprint = string;

/**
 * 72 bits of a SHA-256. That an edit of one record meets the fingerprint of another among 100,000, and so is not sent, has
 * odds of 1 to 47,000,000,000,000,000; more bits would make every session that carries a digest heavier to read.
 */
const BYTES = 9;
/** In base64url, without padding. */
const CHARS = 12;

/** The fingerprints of records, by the keys of their inputs. Provenance does not count: it is not written by itself. */
export async function fingerprintsOf(
  records: readonly PlannedRecord[],
): Promise<ReadonlyMap<string, Fingerprint>> {
  const entries = records.map(
    async (record) => [record.inputs.key, await fingerprintOf(record)] as const,
  );
  return new Map(await Promise.all(entries));
}

async function fingerprintOf({ inputs, expectations }: PlannedRecord): Promise<Fingerprint> {
  const values = Object.entries(expectations)
    .map(([name, value]) => [name, valueKey(value)] as const)
    .toSorted(([a], [b]) => compareCodePoints(a, b));
  const text = new TextEncoder().encode(JSON.stringify([inputs.key, values]));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  const base64 = btoa(String.fromCharCode(...hash.subarray(0, BYTES)));
  return base64.replaceAll("+", "-").replaceAll("/", "_");
}

/** The fingerprints in a digest; none where there is no digest. */
export function readDigest(digest: SyncDigest | undefined): ReadonlySet<Fingerprint> {
  return new Set(digest?.match(new RegExp(`.{${CHARS}}`, "g")));
}

/** The same fingerprints give the same digest. */
export function writeDigest(fingerprints: Iterable<Fingerprint>): SyncDigest {
  return SyncDigest.parse([...new Set(fingerprints)].toSorted(compareCodePoints).join(""));
}
