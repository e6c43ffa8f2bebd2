import {
  type LabelingSessionChanges,
  type NewLabelingSession,
  ReviewerEmail,
  SchemaId,
} from "@labeldesk/core";
import { expect, it } from "vitest";
import { codeOf } from "./expectations.js";
import type { PortFixture } from "./port-suite.js";
import { ANA, BEN, newSession, question } from "./samples.js";
import type { HarnessOf } from "./tracking-harness.js";

const EVERY_SCRIPT = `Größe 大きさ עברית ไทย 👩🏽‍⚖️ é e\u0301 \u2028 "quoted" 'single' \\ \\u0041 %s <b>&amp;</b> {"a": 1}`;

/** As long as guidelines may be. The first letter puts every even offset into the middle of a surrogate pair. */
const LONG = `x${EVERY_SCRIPT}\n\n`.padEnd(1001, "-").padEnd(19_999, "🏠").concat("x");

/** Every field that a lead may decide beyond the plain ones, with values that stores tend to lose. */
const FIELDS: readonly (readonly [
  field: string,
  value: Partial<NewLabelingSession> & LabelingSessionChanges,
])[] = [
  ["name", { name: `Ana's 100% "good" – Größe 大きさ 🏠` }],
  ["description", { description: `What it is for: ${EVERY_SCRIPT}` }],
  ["guidelines", { guidelines: `# How to judge\n\n- ${EVERY_SCRIPT}\n- second` }],
  ["guidelines of 20,000 characters", { guidelines: LONG }],
  ["dueAtMs", { dueAtMs: Date.UTC(2031, 1, 28, 23, 59, 59, 999) }],
  ["labelSchemas", { labelSchemas: [{ ...question(), schemaId: SchemaId.parse("s-1") }] }],
  ["away", { away: [BEN, ReviewerEmail.parse("gone@example.com")] }],
  ["labelsPerTrace", { labelsPerTrace: 2 }],
  ["overlap", { overlap: { every: 5, labels: 3 } }],
  ["dealing, even", { dealing: { strategy: "even", cap: 40 } }],
  [
    "dealing, manual",
    {
      dealing: {
        strategy: "manual",
        cap: 25,
        caps: [
          { reviewer: BEN, cap: 0 },
          { reviewer: ANA, cap: 120 },
        ],
        reviewerTag: "team.reviewers – Größe",
      },
    },
  ],
  ["no disagreementRules at all", { disagreementRules: [] }],
  [
    "disagreementRules",
    {
      disagreementRules: [
        { question: "is_correct", rule: { kind: "notUnanimous" } },
        { question: "Größe – 大きさ", rule: { kind: "spread", above: 0.5 } },
        { question: "free text", rule: { kind: "never" } },
      ],
    },
  ],
  ["escalateTo", { escalateTo: 4 }],
  ["adjudicator", { adjudicator: BEN }],
  ["blind", { blind: false }],
  ["agent", { agent: "support bot – v2/eu" }],
  ["enableMultiTurnChat", { enableMultiTurnChat: true }],
  ["no customInputs at all", { customInputs: {} }],
  [
    "customInputs",
    {
      customInputs: {
        user: { id: 12, score: -0.5, tags: ["a", null, { deep: [[], {}, [true, "1", 1]] }] },
        [EVERY_SCRIPT]: EVERY_SCRIPT,
        "": "",
        no: false,
        nothing: null,
      },
    },
  ],
  ["deployment", { deployment: "labeldesk/prod: eu_1" }],
  ["tenant", { tenant: "T0123ABC" }],
];

const PRESENT: Partial<NewLabelingSession> = Object.assign(
  {},
  ...FIELDS.map(([, value]) => value),
  { guidelines: LONG },
);

/** Fields that may be absent, and so be removed. */
const REMOVALS: readonly LabelingSessionChanges[] = [
  { description: null },
  { guidelines: null },
  { dueAtMs: null },
  { overlap: null },
  { disagreementRules: null },
  { escalateTo: null },
  { adjudicator: null },
  { agent: null },
  { customInputs: null },
  { deployment: null, tenant: null },
];

const INVALID: readonly (readonly [what: string, changes: LabelingSessionChanges])[] = [
  ["an empty name", { name: "  " }],
  ["no questions", { labelSchemas: [] }],
  ["the same question twice", { labelSchemas: [question(), question()] }],
  ["guidelines that are too long", { guidelines: "x".repeat(20_001) }],
  ["an overlap of every item", { overlap: { every: 1, labels: 2 } }],
  ["half an escalation", { escalateTo: 0.5 }],
  ["one good field and a bad one", { name: "A good name", labelsPerTrace: 0 }],
];

/** What of a session is kept, changed and removed. */
export function sessionFieldCases(fixture: () => PortFixture<HarnessOf<"sessions">>): void {
  const store = () => fixture().tracking.sessions;
  const create = (changes: Partial<NewLabelingSession> = {}) =>
    store().createSession(newSession(fixture().experimentId, changes));

  it("keeps every field at once", async () => {
    const creationKey = `view ${crypto.randomUUID()}`;
    const given = newSession(fixture().experimentId, { ...PRESENT, creationKey });
    const created = await store().createSession(given);
    expect(created).toMatchObject(given);
    expect(await store().getSession(created.runId)).toEqual(created);
  });

  it.each(FIELDS)("keeps what a session is created with: %s", async (_field, value) => {
    const created = await create(value);
    expect(created).toMatchObject(value);
    expect(await store().getSession(created.runId)).toEqual(created);
  });

  it.each(FIELDS)("changes it, and nothing else: %s", async (_field, value) => {
    const before = await create();
    const after = await store().updateSession(before.runId, value);
    expect(after).toEqual({ ...before, ...value });
    expect(await store().getSession(before.runId)).toEqual(after);
  });

  it.each(REMOVALS)("removes what is set to null, and nothing else: %j", async (changes) => {
    const before = await create(PRESENT);
    const after = await store().updateSession(before.runId, changes);
    const gone = Object.keys(changes);
    expect(Object.keys(after).filter((field) => gone.includes(field))).toEqual([]);
    const kept = Object.entries(before).filter(([field]) => !gone.includes(field));
    expect(after).toEqual(Object.fromEntries(kept));
    expect(await store().getSession(before.runId)).toEqual(after);
  });

  it("takes removing what is not there, and changing nothing, calmly", async () => {
    const before = await create();
    const changes = { guidelines: null, customInputs: null, name: undefined };
    expect(await store().updateSession(before.runId, changes)).toEqual(before);
    expect(await store().updateSession(before.runId, {})).toEqual(before);
    expect(await store().getSession(before.runId)).toEqual(before);
  });

  it("leaves nothing of a long text that became short", async () => {
    const { runId } = await create({ guidelines: LONG });
    await store().updateSession(runId, { guidelines: "Short." });
    expect(await store().getSession(runId)).toMatchObject({ guidelines: "Short." });
  });

  it("takes a person who is named twice once", async () => {
    const { runId } = await create();
    const changed = await store().updateSession(runId, { assignedUsers: [BEN, ANA, BEN] });
    expect(changed.assignedUsers).toEqual([BEN, ANA]);
    expect((await store().getSession(runId)).assignedUsers).toEqual([BEN, ANA]);
  });

  it.each(INVALID)("refuses %s, and changes nothing", async (_what, changes) => {
    const before = await create(PRESENT);
    expect(await codeOf(store().updateSession(before.runId, changes))).toBe("INVALID_ARGUMENT");
    expect(await store().getSession(before.runId)).toEqual(before);
  });

  it("pauses a session, which stays listed, and opens it again", async () => {
    const created = await create();
    const paused = await store().updateSession(created.runId, { state: "paused" });
    expect(paused).toEqual({ ...created, state: "paused" });
    expect(await store().listSessions(created.experimentId)).toContainEqual(paused);
    expect(await store().updateSession(created.runId, { state: "open" })).toEqual(created);
  });
}
