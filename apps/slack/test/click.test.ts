import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqlWorkStore, type SqlWorkStore } from "@labeldesk/adapter-sql";
import { createMemoryTracking } from "@labeldesk/adapter-memory";
import {
  createLabeling,
  createReview,
  EXPECTED_FACTS,
  ItemId,
  ReviewerEmail,
  systemClock,
  type SubmissionKey,
} from "@labeldesk/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveClick } from "../src/actions/click.js";
import type { Desk } from "../src/desk.js";
import type { Person } from "../src/people.js";
import { cardPosted, findCard, reserveCard, setCardState } from "../src/store/cards.js";
import { appMigrations } from "../src/store/migrations.js";
import { asAppTables } from "../src/store/tables.js";

const ana = person("U1", "ana@example.com");
const ben = person("U2", "ben@example.com");

function person(slackId: string, email: string): Person {
  return {
    slackId,
    name: email,
    email: ReviewerEmail.parse(email),
    isAdmin: false,
    isBot: false,
    isGuest: false,
    isDeleted: false,
  };
}

describe("a click on a card", () => {
  let folder: string;
  let work: SqlWorkStore;
  let desk: Pick<Desk, "db" | "people" | "review">;
  let key: SubmissionKey;
  let ref: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "labeldesk-click-"));
    work = await openSqlWorkStore({
      database: { kind: "sqlite", file: join(folder, "work.db") },
      migrations: appMigrations,
    });
    const memory = createMemoryTracking();
    const { tracking } = memory;
    const { session } = await createLabeling({ tracking }).createLabelingSession({
      experimentId: memory.addExperiment("support-bot"),
      name: "session",
      labelSchemas: [EXPECTED_FACTS],
      assignedUsers: ["ana@example.com"],
      createdBy: "lead@example.com",
    });
    const review = createReview({ tracking, work, clock: systemClock });
    await review.enrol(session.runId);
    desk = {
      db: asAppTables(work.db),
      review,
      people: {
        get: async (slackId) => (slackId === ana.slackId ? ana : ben),
        findByEmail: async (email) => (email === ana.email ? ana : undefined),
      },
    };
    key = {
      runId: session.runId,
      itemId: ItemId.parse("item"),
      reviewer: ReviewerEmail.parse("ana@example.com"),
    };
    ref = (await reserve()).card.ref;
  });
  afterAll(async () => {
    await work.close();
    await rm(folder, { recursive: true, force: true });
  });

  const reserve = () =>
    reserveCard(desk.db, { key, slackId: "U1", position: 1, total: 3, nowMs: 0 });

  it("counts when its owner makes it", async () => {
    expect(await resolveClick(desk, ref, "U1")).toMatchObject({
      kind: "valid",
      card: { key },
      session: { runId: key.runId },
    });
  });

  it("is refused when somebody else makes it, with the owner's name", async () => {
    expect(await resolveClick(desk, ref, "U2")).toEqual({
      kind: "refused",
      sentence: "This card belongs to ana@example.com. Nothing was changed.",
    });
  });

  it.each(["", "unknown", "' or 1=1 --"])("is refused on the unknown card %j", async (unknown) => {
    expect(await resolveClick(desk, unknown, "U1")).toMatchObject({ kind: "refused" });
  });

  it("is refused when the session is no longer delivered", async () => {
    await desk.review.withdraw(key.runId);
    expect(await resolveClick(desk, ref, "U1")).toMatchObject({
      kind: "refused",
      sentence: expect.stringContaining("was deleted"),
    });
  });

  it("is on the same card when the delivery is tried again, and on a new rendering when the item comes back", async () => {
    expect(await reserve()).toMatchObject({ isNew: false, card: { ref, render: 1 } });
    await cardPosted(desk.db, ref, { channel: "D1", ts: "1.1" });
    expect(await findCard(desk.db, ref)).toMatchObject({ state: "open" });
    await setCardState(desk.db, ref, "later");
    expect(await reserve()).toMatchObject({
      isNew: true,
      card: { ref, render: 2, state: "posting" },
    });
  });

  it("keeps a card settled whose posting is noted only afterwards", async () => {
    await setCardState(desk.db, ref, "done");
    await cardPosted(desk.db, ref, { channel: "D1", ts: "2.2" });
    expect(await findCard(desk.db, ref)).toMatchObject({
      state: "done",
      message: { channel: "D1", ts: "2.2" },
    });
  });
});
