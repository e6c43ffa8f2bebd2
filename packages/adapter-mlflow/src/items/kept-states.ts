import { z } from "zod";
import { fromTagParts, toTagParts } from "../sessions/tag-parts.js";
import type { RunTag } from "../sessions/tag-parts.js";
import { codesOf, itemCode } from "./item-codes.js";

const STATES = "labeldesk.itemStates";

/** Who finished which items: codes by person, one text each. */
const KeptStates = z.object({
  COMPLETE: z.record(z.string(), z.string()).default({}),
  DECLINED: z.record(z.string(), z.string()).default({}),
});
type KeptStates = z.infer<typeof KeptStates>;

/** A status that ends an item in MLflow's review queue, and who set it. */
export interface FinalStatus {
  readonly status: keyof KeptStates;
  readonly by: string;
}

/** The tags that keep the states of a session's items while it is deleted, since its review queue goes with it. */
export function stateTags(
  items: readonly { readonly itemId: string; readonly final: FinalStatus }[],
): readonly RunTag[] {
  const kept: KeptStates = { COMPLETE: {}, DECLINED: {} };
  for (const { itemId, final } of items) {
    const byPerson = kept[final.status];
    byPerson[final.by] = (byPerson[final.by] ?? "") + itemCode(itemId);
  }
  return toTagParts(STATES, JSON.stringify(kept));
}

/** Reads what {@link stateTags} kept. */
export function keptStates(
  tags: ReadonlyMap<string, string>,
): (itemId: string) => FinalStatus | undefined {
  const kept = parse(fromTagParts(tags, STATES));
  const byCode = new Map<string, FinalStatus>();
  for (const status of ["COMPLETE", "DECLINED"] as const) {
    for (const [by, codes] of Object.entries(kept[status])) {
      for (const code of codesOf(codes)) byCode.set(code, { status, by });
    }
  }
  return (itemId) => byCode.get(itemCode(itemId));
}

function parse(text: string | undefined): KeptStates {
  try {
    return KeptStates.parse(JSON.parse(text ?? "{}"));
  } catch {
    return { COMPLETE: {}, DECLINED: {} };
  }
}
