import { valueKey } from "../exact/value-key.js";
import type { ReviewerEmail } from "../ids.js";
import type { Json } from "../json.js";
import type { Label, SyncConflict, SyncPolicy } from "./sync-plan.js";

/** What the reviewers of one expectation came to. */
export type Resolution =
  | { readonly kind: "value"; readonly value: Json }
  | { readonly kind: "conflict"; readonly values: SyncConflict["values"] };

interface Party {
  value: Json;
  givenAtMs: number;
  readonly reviewers: Set<ReviewerEmail>;
}

/** Settles the labels (at least one) that were given under one name for one record. */
export function resolveLabels(labels: readonly Label[], policy: SyncPolicy): Resolution {
  const parties = partiesOf(labels);
  const winner = policy === "latest" ? newest(parties) : agreed(parties);
  if (winner !== undefined) return { kind: "value", value: winner.value };
  const values = parties.map(({ value, reviewers }) => ({ value, reviewers: [...reviewers] }));
  return { kind: "conflict", values };
}

/** Who stands behind which value. A reviewer who answered several traces alike has one voice, not several. */
function partiesOf(labels: readonly Label[]): readonly Party[] {
  const parties = new Map<string, Party>();
  for (const { value, reviewer, givenAtMs } of labels) {
    const key = valueKey(value);
    const party = parties.get(key) ?? { value, givenAtMs, reviewers: new Set<ReviewerEmail>() };
    party.reviewers.add(reviewer);
    party.givenAtMs = Math.max(party.givenAtMs, givenAtMs);
    parties.set(key, party);
  }
  return [...parties.values()];
}

/** More than half of the voices; one value alone has all of them. */
function agreed(parties: readonly Party[]): Party | undefined {
  const voices = parties.reduce((sum, { reviewers }) => sum + reviewers.size, 0);
  return parties.find(({ reviewers }) => reviewers.size * 2 > voices);
}

function newest(parties: readonly Party[]): Party | undefined {
  return parties.reduce<Party | undefined>(
    (best, party) => (best === undefined || party.givenAtMs >= best.givenAtMs ? party : best),
    undefined,
  );
}
