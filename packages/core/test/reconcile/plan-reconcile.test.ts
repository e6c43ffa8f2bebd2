import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/answer.js";
import type { Assessment } from "../../src/assessment.js";
import { AssessmentId, ItemId, ReviewerEmail, RunId, TraceId } from "../../src/ids.js";
import type { Item, ItemState, WorkItem } from "../../src/item.js";
import { LabelingSession } from "../../src/labeling-session.js";
import { planReconcile } from "../../src/reconcile/plan-reconcile.js";
import type { ReconcileAct, ReconcileInput } from "../../src/reconcile/reconcile-plan.js";
import type { Submission } from "../../src/submission.js";

const ana = ReviewerEmail.parse("ana@example.com");
const runId = RunId.parse("run");
const itemId = ItemId.parse("item");
const traceId = TraceId.parse("tr");
const source = { kind: "trace", traceId } as const;

const session = (changes: Partial<LabelingSession> = {}) =>
  LabelingSession.parse({
    runId,
    experimentId: "1",
    name: "Session",
    labelSchemas: [
      { name: "good", type: "feedback", title: "Good?", input: { kind: "passFail" } },
      { name: "fact", type: "expectation", title: "Fact", input: { kind: "text" } },
    ],
    assignedUsers: [ana],
    createdBy: "dana@example.com",
    state: "open",
    lifecycle: "active",
    createdAtMs: 1000,
    ...changes,
  });

const workItem = (state: ItemState, mirroredState = state): WorkItem => ({
  runId,
  itemId,
  source,
  state,
  mirroredState,
  position: 1,
  extraLabels: 0,
});
const trackedItem = (state: ItemState): Item => ({ runId, itemId, source, state });

const submission = (answers: readonly Answer[], more: Partial<Submission> = {}): Submission => ({
  runId,
  itemId,
  reviewer: ana,
  source,
  revision: 2,
  publishedRevision: 2,
  acceptedAtMs: 2000,
  firstAcceptedAtMs: 1500,
  offeredAtMs: 1500,
  answers,
  ...more,
});

const fromTab = (id: string, more: Partial<Assessment> = {}): Assessment => ({
  assessmentId: AssessmentId.parse(id),
  traceId,
  name: "good",
  type: "feedback",
  value: false,
  source: { kind: "human", id: ana },
  metadata: {},
  valid: true,
  createdAtMs: 3000,
  updatedAtMs: 3000,
  ...more,
});
const ours = (id: string, more: Partial<Assessment> = {}): Assessment =>
  fromTab(id, {
    runId,
    value: true,
    metadata: { "labeldesk.submission": `run/item/${ana}`, "labeldesk.revision": "4" },
    createdAtMs: 2100,
    updatedAtMs: 2100,
    ...more,
  });
const fact = { name: "fact", type: "expectation", value: "x" } as const;

interface Stores extends Partial<Omit<ReconcileInput, "traces">> {
  readonly assessments?: readonly Assessment[];
}

function plan({ assessments = [], ...stores }: Stores) {
  return planReconcile({
    session: session(),
    isLost: false,
    items: [workItem("pending")],
    tracked: [trackedItem("pending")],
    traces: new Map([[traceId, { traceId, assessments }]]),
    goneTraces: new Set(),
    submissions: [],
    adjudications: [],
    ...stores,
  });
}

/** An act, short enough to read. */
function brief(act: ReconcileAct): string {
  switch (act.kind) {
    case "take-answers": {
      const values = act.answers.map(({ name, value }) => `${name}=${String(value)}`).join(" ");
      const extra = act.duplicates.length > 0 ? `, delete ${act.duplicates.join()}` : "";
      return `${act.how}${act.isToPublish ? " to publish" : ""}: ${values}${extra}`;
    }
    case "tidy":
      return `tidy ${act.duplicates.join()}`;
    case "take-decision":
    case "republish-decision":
    case "exclude":
    case "reopen":
    case "write-state":
    case "note-state":
    case "trace-gone":
      return act.kind;
  }
}

const good: Answer = { name: "good", value: true };

describe("planReconcile, answers", () => {
  it.each<[string, Stores, readonly string[]]>([
    ["nothing there, nothing here: nothing", {}, []],
    [
      "ours as it stands: nothing",
      { submissions: [submission([good])], assessments: [ours("a")] },
      [],
    ],
    ["a first answer there", { assessments: [fromTab("t")] }, ["given: good=false"]],
    [
      "an answer there over ours",
      {
        submissions: [submission([good])],
        assessments: [ours("a", { valid: false }), fromTab("t")],
      },
      ["given: good=false"],
    ],
    [
      "of several there the newest valid one",
      {
        assessments: [
          fromTab("t", { value: true, updatedAtMs: 3500 }),
          fromTab("u", { updatedAtMs: 3100 }),
          fromTab("v", { valid: false, updatedAtMs: 9000 }),
        ],
      },
      ["given: good=true"],
    ],
    [
      "an expectation there beside ours, which goes",
      {
        submissions: [submission([{ name: "fact", value: "x" }])],
        assessments: [ours("a", fact), fromTab("t", { ...fact, value: "y" })],
      },
      ["given: fact=y, delete a"],
    ],
    [
      "an expectation that was taken in, ours still beside it",
      {
        submissions: [submission([{ name: "fact", value: "y" }], { acceptedAtMs: 3000 })],
        assessments: [ours("a", fact), fromTab("t", { ...fact, value: "y" })],
      },
      ["tidy a"],
    ],
    [
      "one question there beside another one here",
      {
        submissions: [submission([good])],
        assessments: [ours("a"), fromTab("t", { ...fact, value: "y" })],
      },
      ["given: good=true fact=y"],
    ],
    [
      "ours deleted there",
      { submissions: [submission([good, { name: "fact", value: "x" }])], assessments: [ours("a")] },
      ["removed: good=true"],
    ],
    ["the last of ours deleted there", { submissions: [submission([good])] }, ["removed: "]],
    [
      "what is here is still to be published: nothing",
      { submissions: [submission([good], { publishedRevision: 1 })], assessments: [fromTab("t")] },
      [],
    ],
    ["ours there, and lost here", { assessments: [ours("a")] }, ["rebuilt: good=true"]],
    [
      "ours there that was withdrawn here and published: somebody put it there again",
      { submissions: [submission([])], assessments: [ours("a")] },
      ["given: good=true"],
    ],
    [
      "ours overridden by another session's: written again",
      {
        submissions: [submission([good])],
        assessments: [
          ours("a", { valid: false }),
          fromTab("t", { valid: false, value: true }),
          fromTab("o", { runId: RunId.parse("other") }),
        ],
      },
      ["written-again to publish: good=true"],
    ],
    [
      "a closed session: nothing",
      { session: session({ state: "closed" }), assessments: [fromTab("t")] },
      [],
    ],
    [
      "a closed session that was lost here: everything",
      { session: session({ state: "closed" }), isLost: true, assessments: [fromTab("t")] },
      ["given: good=false"],
    ],
    [
      "an excluded item: nothing",
      {
        items: [workItem("excluded")],
        tracked: [trackedItem("excluded")],
        assessments: [fromTab("t")],
      },
      [],
    ],
  ])("%s", (_, stores, expected) => {
    expect(plan(stores).acts.map(brief)).toEqual(expected);
  });

  it("rebuilds the revision that the assessments name, at the time they were written", () => {
    expect(plan({ assessments: [ours("a")] }).acts).toMatchObject([
      { revision: 4, givenAtMs: 2100, base: { revision: 0, publishedRevision: 0 } },
    ]);
  });

  it("names the assessment, its time and the revision before in the gesture", () => {
    const stores = { submissions: [submission([good])], assessments: [fromTab("t")] };
    expect(plan(stores).acts).toMatchObject([{ gesture: "tracking:t:3000@2" }]);
  });
});

describe("planReconcile, states", () => {
  // Here, last written there, there: what is done.
  it.each<[ItemState, ItemState, ItemState, readonly string[]]>([
    ["pending", "pending", "pending", []],
    ["complete", "complete", "complete", []],
    ["excluded", "excluded", "excluded", []],
    ["pending", "pending", "excluded", ["exclude"]],
    ["complete", "complete", "excluded", ["exclude"]],
    ["complete", "pending", "excluded", ["exclude"]],
    ["complete", "complete", "pending", ["reopen"]],
    ["excluded", "excluded", "pending", ["reopen"]],
    ["excluded", "complete", "pending", ["write-state"]],
    ["pending", "pending", "complete", ["write-state"]],
    ["excluded", "excluded", "complete", ["write-state"]],
    ["complete", "pending", "pending", ["write-state"]],
    ["pending", "excluded", "excluded", ["write-state"]],
    ["pending", "complete", "pending", ["note-state"]],
    ["excluded", "pending", "excluded", ["note-state"]],
  ])("%s here, %s written, %s there", (here, written, there, expected) => {
    const stores = { items: [workItem(here, written)], tracked: [trackedItem(there)] };
    expect(plan(stores).acts.map(brief)).toEqual(expected);
  });

  it("acts on none in a closed session, and says which differ by an act of a person", () => {
    const closed = session({ state: "closed" });
    const stores = { session: closed, items: [workItem("pending")] };
    const { acts, differences } = plan({ ...stores, tracked: [trackedItem("excluded")] });
    expect(acts).toEqual([]);
    expect(differences).toEqual([{ kind: "session-closed", itemId }]);
  });

  it("takes an item out whose trace is gone, once, and leaves one alone whose trace was not read", () => {
    const traces = new Map();
    const gone = new Set([traceId]);
    const without = (items: readonly WorkItem[], goneTraces: ReadonlySet<TraceId>) =>
      planReconcile({
        session: session(),
        isLost: false,
        items,
        tracked: [],
        traces,
        goneTraces,
        submissions: [],
        adjudications: [],
      }).acts.map(brief);
    expect(without([workItem("pending")], gone)).toEqual(["trace-gone"]);
    expect(without([workItem("excluded")], gone)).toEqual([]);
    expect(without([workItem("pending")], new Set())).toEqual([]);
  });

  it("says which item is no longer in the queue", () => {
    const { acts, differences } = plan({ tracked: [] });
    expect(acts).toEqual([]);
    expect(differences).toEqual([{ kind: "not-in-queue", itemId }]);
  });
});
