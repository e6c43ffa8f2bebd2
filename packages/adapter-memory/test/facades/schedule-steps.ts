import * as fc from "fast-check";
import type { LabelsPerTrace } from "@labeldesk/core";

/** What the clock of a schedule passes at once: part of a lease, a lease, the time of a postponed item. */
export const PASSES_MS = [300, 1_001, 5_001] as const;

/** Something that happens in a session. `who` and `which` choose among the people and items there are, by remainder. */
export type Step =
  | { readonly kind: "next"; readonly who: number; readonly includePostponed: boolean }
  | {
      readonly kind:
        | "submit"
        | "publish"
        | "postpone"
        | "decline"
        | "exclude"
        | "include"
        | "undo"
        | "name";
      readonly who: number;
      readonly which: number;
    }
  | { readonly kind: "askAgain"; readonly which: number }
  /** Asks, and waits as long as the answer says. */
  | { readonly kind: "wait"; readonly who: number }
  | { readonly kind: "join" | "leave" | "goAway" | "comeBack"; readonly who: number }
  | { readonly kind: "pass"; readonly ms: number }
  | { readonly kind: "want"; readonly labels: LabelsPerTrace }
  | { readonly kind: "overlap"; readonly labels: number | undefined }
  | { readonly kind: "cap"; readonly cap: number | undefined }
  | { readonly kind: "capOne"; readonly who: number; readonly cap: number }
  | { readonly kind: "deal"; readonly strategy: "first-come" | "even" | "manual" }
  | { readonly kind: "state"; readonly state: "open" | "paused" | "closed" }
  | { readonly kind: "addItem" | "enrol" };

/** A session as it begins, and what happens in it. */
export interface Schedule {
  readonly people: number;
  readonly items: number;
  readonly labels: LabelsPerTrace;
  readonly strategy: "first-come" | "even" | "manual";
  readonly steps: readonly Step[];
}

const index = fc.nat({ max: 11 });
const labels = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 1, arbitrary: fc.constant("everyone" as const) },
);
const strategy = fc.constantFrom("first-come" as const, "even" as const, "manual" as const);
const optional = (value: fc.Arbitrary<number>) => fc.option(value, { nil: undefined });

function step<Kind extends Step["kind"], More extends object>(
  weight: number,
  kind: Kind,
  more: { [Name in keyof More]: fc.Arbitrary<More[Name]> },
): { readonly weight: number; readonly arbitrary: fc.Arbitrary<{ kind: Kind } & More> } {
  return { weight, arbitrary: fc.record(more).map((rest) => ({ kind, ...rest })) };
}

const steps: fc.Arbitrary<Step> = fc.oneof(
  step(24, "next", { who: index, includePostponed: fc.boolean() }),
  step(4, "wait", { who: index }),
  step(12, "submit", { who: index, which: index }),
  step(4, "publish", { who: index, which: index }),
  step(6, "postpone", { who: index, which: index }),
  step(5, "decline", { who: index, which: index }),
  step(2, "exclude", { who: index, which: index }),
  step(2, "include", { who: index, which: index }),
  step(3, "undo", { who: index, which: index }),
  step(2, "name", { who: index, which: index }),
  step(2, "askAgain", { which: index }),
  step(2, "join", { who: index }),
  step(2, "leave", { who: index }),
  step(2, "goAway", { who: index }),
  step(3, "comeBack", { who: index }),
  step(8, "pass", { ms: fc.constantFrom(...PASSES_MS) }),
  step(2, "want", { labels }),
  step(1, "overlap", { labels: optional(fc.integer({ min: 1, max: 3 })) }),
  step(1, "cap", { cap: optional(fc.integer({ min: 1, max: 4 })) }),
  step(1, "capOne", { who: index, cap: fc.integer({ min: 0, max: 3 }) }),
  step(1, "deal", { strategy }),
  step(1, "state", {
    state: fc.constantFrom("open" as const, "open" as const, "paused" as const, "closed" as const),
  }),
  step(1, "addItem", {}),
  step(1, "enrol", {}),
);

/** Any course that a session can take. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  people: fc.integer({ min: 1, max: 5 }),
  items: fc.integer({ min: 1, max: 6 }),
  labels,
  strategy,
  steps: fc.array(steps, { minLength: 10, maxLength: 60, size: "max" }),
});
