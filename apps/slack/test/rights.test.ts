import { ExperimentId, ReviewerEmail, RunId, type LabelingSession } from "@labeldesk/core";
import { describe, expect, it } from "vitest";
import type { Person } from "../src/people.js";
import { createRights } from "../src/rights.js";

const none = { LABELDESK_LEADS: [], LABELDESK_EXPERIMENTS: [], LABELDESK_DATASETS: [] };

function person(changes: Partial<Person> = {}): Person {
  return {
    slackId: "U1",
    name: "Ana",
    email: ReviewerEmail.parse("ana@example.com"),
    isAdmin: false,
    isBot: false,
    isGuest: false,
    isDeleted: false,
    ...changes,
  };
}

function session(createdBy: string): LabelingSession {
  return {
    runId: RunId.parse("run"),
    experimentId: ExperimentId.parse("1"),
    name: "session",
    labelSchemas: [],
    assignedUsers: [],
    away: [],
    labelsPerTrace: "everyone",
    dealing: { strategy: "first-come" },
    blind: true,
    enableMultiTurnChat: false,
    createdBy: ReviewerEmail.parse(createdBy),
    state: "open",
    lifecycle: "active",
    createdAtMs: 0,
  };
}

describe("who may lead", () => {
  it.each([
    ["an admin, by default", [], person({ isAdmin: true }), true],
    ["a member, by default not", [], person(), false],
    ["who is named by e-mail, in any letter case", ["Ana@Example.com"], person(), true],
    ["who is named by Slack id", ["u1"], person(), true],
    ["an admin who is not among the named", ["ben@example.com"], person({ isAdmin: true }), false],
    ["everyone", ["*"], person(), true],
    ["everyone, but no app", ["*"], person({ isBot: true }), false],
    ["everyone, but nobody who left", ["*"], person({ isDeleted: true }), false],
  ])("%s", (_, leads, who, may) => {
    expect(createRights({ ...none, LABELDESK_LEADS: leads }).mayLead(who)).toBe(may);
  });

  it("lets only the creator and admins manage a session", () => {
    const rights = createRights({ ...none, LABELDESK_LEADS: ["*"] });
    expect(rights.mayManage(person(), session("ana@example.com"))).toBe(true);
    expect(rights.mayManage(person(), session("ben@example.com"))).toBe(false);
    expect(rights.mayManage(person({ isAdmin: true }), session("ben@example.com"))).toBe(true);
  });

  it("takes a session away from its creator who may no longer lead", () => {
    expect(createRights(none).mayManage(person(), session("ana@example.com"))).toBe(false);
  });
});

describe("what Labeldesk may touch", () => {
  const experiment = { experimentId: ExperimentId.parse("7"), name: "support-bot" };

  it("is nothing until it is named", () => {
    expect(createRights(none).mayUseExperiment(experiment)).toBe(false);
    expect(createRights(none).mayUseDataset("golden")).toBe(false);
  });

  it.each([["support-bot"], ["7"], ["*"]])("is an experiment named by %s", (entry) => {
    const rights = createRights({ ...none, LABELDESK_EXPERIMENTS: [entry] });
    expect(rights.mayUseExperiment(experiment)).toBe(true);
  });

  it("is no experiment of a similar name", () => {
    const rights = createRights({ ...none, LABELDESK_EXPERIMENTS: ["support"] });
    expect(rights.mayUseExperiment(experiment)).toBe(false);
  });
});

describe("who may review", () => {
  const rights = createRights(none);

  it("is a member with an e-mail", () => {
    expect(rights.whyNoReviewer(person())).toBeUndefined();
  });

  it.each([
    ["an app", person({ isBot: true }), "only people"],
    ["a guest", person({ isGuest: true }), "only members"],
    ["somebody who left", person({ isDeleted: true }), "has left"],
    ["somebody without an e-mail", withoutEmail(), "no e-mail"],
  ])("is not %s, and a sentence says why", (_, who, words) => {
    expect(rights.whyNoReviewer(who)).toContain(words);
  });
});

function withoutEmail(): Person {
  const { email: _, ...rest } = person();
  return rest;
}
