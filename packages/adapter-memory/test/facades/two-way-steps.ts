import * as fc from "fast-check";

/** Something that a person does, here or in the Review tab, or a job that runs. Numbers choose among what there is, by remainder. */
export type TwoWayStep =
  | { readonly kind: "give"; readonly who: number; readonly which: number; readonly answers: Given }
  | { readonly kind: "undo"; readonly who: number; readonly which: number }
  | {
      readonly kind: "exclude" | "include" | "decide";
      readonly which: number;
      readonly good: boolean;
    }
  | {
      readonly kind: "tabAnswer";
      readonly who: number;
      readonly which: number;
      readonly value: boolean | string;
    }
  | {
      readonly kind: "tabRemove";
      readonly who: number;
      readonly which: number;
      readonly question: "good" | "fact";
    }
  | { readonly kind: "tabMark"; readonly which: number; readonly state: Mark }
  | { readonly kind: "job"; readonly index: number }
  | { readonly kind: "reconcile" };

/** A form that is sent: the fact may be left out. */
export interface Given {
  readonly good: boolean;
  readonly fact: string | undefined;
}

export type Mark = "excluded" | "pending" | "complete";

const index = fc.nat({ max: 5 });
const fact = fc.constantFrom("a", "b");
const tabValue = fc.oneof(fc.boolean(), fact);

function step<Kind extends TwoWayStep["kind"], More extends object>(
  weight: number,
  kind: Kind,
  more: { [Name in keyof More]: fc.Arbitrary<More[Name]> },
): { readonly weight: number; readonly arbitrary: fc.Arbitrary<{ kind: Kind } & More> } {
  return { weight, arbitrary: fc.record(more).map((rest) => ({ kind, ...rest })) };
}

const given = fc.record({ good: fc.boolean(), fact: fc.option(fact, { nil: undefined, freq: 3 }) });
const onItem = { which: index, good: fc.boolean() };

const steps: fc.Arbitrary<TwoWayStep> = fc.oneof(
  step(8, "give", { who: index, which: index, answers: given }),
  step(3, "undo", { who: index, which: index }),
  step(1, "exclude", onItem),
  step(1, "include", onItem),
  step(2, "decide", onItem),
  step(8, "tabAnswer", { who: index, which: index, value: tabValue }),
  step(4, "tabRemove", {
    who: index,
    which: index,
    question: fc.constantFrom("good" as const, "fact" as const),
  }),
  step(4, "tabMark", {
    which: index,
    state: fc.constantFrom("excluded" as const, "pending" as const, "complete" as const),
  }),
  step(6, "job", { index }),
  step(4, "reconcile", {}),
);

/** Any course that two people's answers can take through both stores. */
export const courses: fc.Arbitrary<readonly TwoWayStep[]> = fc.array(steps, {
  minLength: 3,
  maxLength: 30,
  size: "max",
});
