import { compareCodePoints } from "../exact/code-point-order.js";
import { valueKey } from "../exact/value-key.js";
import type { ReviewerEmail } from "../ids.js";
import type { Json } from "../json.js";
import type { Provenance } from "./provenance.js";
import type { Label, SyncConflict, SyncPolicy } from "./sync-plan.js";

/** What the labels of one expectation came to. */
export type Resolution =
  | ({ readonly kind: "value"; readonly value: Json } & Omit<Provenance, "runId">)
  | ({ readonly kind: "conflict" } & Pick<SyncConflict, "between" | "values">);

/** Labels of the same value, oldest first. A reviewer who answered several traces alike has one voice, not several. */
interface Party {
  readonly labels: Label[];
  readonly reviewers: Set<ReviewerEmail>;
}

/**
 * Settles the labels (at least one) that were given under one name for one record. The order in which they are handed over
 * does not matter.
 */
export function resolveLabels(labels: readonly Label[], policy: SyncPolicy): Resolution {
  const given = labels.toSorted(byTime);
  switch (policy) {
    case "agreed":
      return decided(given) ?? agreed(given);
    case "union":
      return decided(given) ?? united(given) ?? agreed(given);
    case "latest":
      return newest(given);
  }
}

/** What adjudications came to; `undefined` when there is none. */
function decided(given: readonly Label[]): Resolution | undefined {
  const decisions = given.filter(({ adjudicated }) => adjudicated === true);
  if (decisions.length === 0) return undefined;
  const parties = partiesOf(decisions, meaningKey);
  const [party, ...others] = parties;
  return party !== undefined && others.length === 0
    ? valueOf(party, "adjudicated")
    : conflict("decisions", parties);
}

/** More than half of the voices; one value alone has all of them. */
function agreed(given: readonly Label[]): Resolution {
  const parties = partiesOf(given, meaningKey);
  const voices = parties.reduce((sum, { reviewers }) => sum + reviewers.size, 0);
  const winner = parties.find(({ reviewers }) => reviewers.size * 2 > voices);
  if (winner === undefined) return conflict("answers", parties);
  return valueOf(winner, parties.length === 1 ? "unanimous" : "majority");
}

/** Every entry that anybody gave; `undefined` when a value is no list. */
function united(given: readonly Label[]): Resolution | undefined {
  const entries = new Map<string, Json>();
  for (const { value } of given) {
    if (!isList(value)) return undefined;
    for (const entry of value) {
      const key = valueKey(entry);
      if (!entries.has(key)) entries.set(key, entry);
    }
  }
  const everybody = partyOf(given);
  return { ...valueOf(everybody, "union"), value: [...entries.values()] };
}

/** The newest value, exactly as it was given; behind it stand all who gave exactly that. */
function newest(given: readonly Label[]): Resolution {
  const newestKey = valueKey(given.at(-1)?.value ?? null);
  return valueOf(partyOf(given.filter(({ value }) => valueKey(value) === newestKey)), "latest");
}

function partiesOf(given: readonly Label[], keyOf: (value: Json) => string): readonly Party[] {
  const parties = new Map<string, Party>();
  for (const label of given) {
    const key = keyOf(label.value);
    const party = parties.get(key) ?? partyOf([]);
    party.labels.push(label);
    party.reviewers.add(label.reviewer);
    parties.set(key, party);
  }
  return [...parties.values()];
}

function partyOf(labels: readonly Label[]): Party {
  return { labels: [...labels], reviewers: new Set(labels.map(({ reviewer }) => reviewer)) };
}

function valueOf({ labels, reviewers }: Party, how: Provenance["how"]) {
  return {
    kind: "value",
    value: labels[0]?.value ?? null,
    reviewers: [...reviewers],
    givenAtMs: labels.at(-1)?.givenAtMs ?? 0,
    how,
  } as const;
}

function conflict(between: SyncConflict["between"], parties: readonly Party[]): Resolution {
  const values = parties.map((party) => ({
    value: party.labels[0]?.value ?? null,
    reviewers: [...party.reviewers],
  }));
  return { kind: "conflict", between, values };
}

/** Equal for two values that mean the same to the reviewers: of a list neither order nor repetition counts. */
function meaningKey(value: Json): string {
  if (!isList(value)) return valueKey(value);
  return `[${[...new Set(value.map(valueKey))].toSorted(compareCodePoints).join(",")}]`;
}

/** Oldest first; what follows the time only makes the order the same every time. */
function byTime(a: Label, b: Label): number {
  return (
    a.givenAtMs - b.givenAtMs ||
    compareCodePoints(a.reviewer, b.reviewer) ||
    compareCodePoints(a.traceId, b.traceId) ||
    compareCodePoints(valueKey(a.value), valueKey(b.value))
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
