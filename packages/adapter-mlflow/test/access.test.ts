import type { TrackingHarness } from "@labeldesk/conformance";
import { createLabeling, LabelSchema, ReviewerEmail } from "@labeldesk/core";
import type { ExperimentId, Labeling, RunId } from "@labeldesk/core";
import { ensureMlflow, startMlflow } from "@labeldesk/mlflow-server";
import type { MlflowServer } from "@labeldesk/mlflow-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMlflowTracking } from "../src/index.js";
import type { MlflowTracking } from "../src/index.js";
import { openHarness } from "./support/mlflow-harness.js";
import { rest } from "./support/rest.js";
import type { Rest } from "./support/rest.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

const PASSWORD = "a password of the tests";
const email = (name: string) => ReviewerEmail.parse(`${name}@example.com`);
const [ANA, BEN, CLEO, DANA, NOBODY] = [
  email("ana"),
  email("ben"),
  email("cleo"),
  email("dana"),
  email("nobody"),
];
const SERVICE = email("labeldesk");
const GOOD = LabelSchema.parse({
  name: "good",
  type: "feedback",
  title: "Is it good?",
  input: { kind: "passFail" },
});

describe.skipIf(mlflow.kind === "missing")(`access on a server with a login${why}`, () => {
  let server: MlflowServer | undefined;
  let admin: TrackingHarness;
  let accounts: Rest;
  let service: MlflowTracking;
  let labeling: Labeling;

  beforeAll(async () => {
    if (mlflow.kind === "missing") return;
    const backend = { kind: "sqlite" } as const;
    const basicAuth = { adminPassword: PASSWORD };
    server = await startMlflow({ mlflow: mlflow.mlflow, backend, basicAuth });
    const { url } = server;
    const authorization = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString("base64")}`;
    admin = openHarness({ url, headers: { authorization } });
    accounts = rest(url, { authorization });
    for (const username of [ANA, BEN, CLEO, DANA, SERVICE]) {
      const account = { username, password: PASSWORD };
      await accounts.send("POST", "/api/2.0/mlflow/users/create", account);
    }
    service = createMlflowTracking({ url, username: SERVICE, password: PASSWORD });
    labeling = createLabeling({ tracking: admin.tracking });
  });
  afterAll(async () => {
    await admin?.close();
    await service?.close();
    await server?.stop();
  });

  /** An experiment that the product's own account manages. */
  async function managedExperiment(): Promise<ExperimentId> {
    const experimentId = await admin.createExperiment();
    await give(experimentId, SERVICE, "MANAGE");
    return experimentId;
  }

  async function give(experimentId: ExperimentId, username: string, permission: string) {
    const grant = { username, resource_type: "experiment", resource_id: experimentId, permission };
    await accounts.send("POST", "/api/3.0/mlflow/users/permissions/grant", grant);
  }

  async function rightOf(experimentId: ExperimentId, username: string): Promise<unknown> {
    const query = `username=${username}&resource_type=experiment&resource_id=${experimentId}`;
    return (await accounts.get(`/api/3.0/mlflow/users/permissions/get?${query}`))["permission"];
  }

  async function open(experimentId: ExperimentId, users: readonly ReviewerEmail[]): Promise<RunId> {
    const { session } = await labeling.createLabelingSession({
      experimentId,
      name: "Answers",
      labelSchemas: [GOOD],
      assignedUsers: [...users],
      createdBy: DANA,
    });
    return session.runId;
  }

  it("takes the right to edit back, never the right to manage, and names who has no account", async () => {
    const experimentId = await managedExperiment();
    const { access } = admin.tracking;
    await access.grantEdit(experimentId, [ANA, BEN]);
    await give(experimentId, CLEO, "MANAGE");
    const expected = {
      kind: "revoked",
      users: [ANA, DANA],
      keptUsers: [CLEO],
      unknownUsers: [NOBODY],
    };
    const users = [ANA, CLEO, DANA, NOBODY];
    expect(await access.revokeEdit(experimentId, users)).toEqual(expected);
    expect(await access.revokeEdit(experimentId, users)).toEqual(expected);
    const rights = await Promise.all(
      [ANA, BEN, CLEO, DANA].map((user) => rightOf(experimentId, user)),
    );
    expect(rights).toEqual(["READ", "EDIT", "MANAGE", "READ"]);
    await access.grantEdit(experimentId, [ANA]);
    expect(await rightOf(experimentId, ANA)).toBe("EDIT");
  });

  it("lets an account that manages the experiment grant, and keeps what it cannot see", async () => {
    const experimentId = await managedExperiment();
    await give(experimentId, CLEO, "MANAGE");
    const users = [ANA, CLEO, NOBODY];
    const expected = { kind: "granted", users: [ANA, CLEO], unknownUsers: [NOBODY] };
    expect(await service.access.grantEdit(experimentId, users)).toEqual(expected);
    expect(await service.access.grantEdit(experimentId, users)).toEqual(expected);
    expect(await rightOf(experimentId, ANA)).toBe("EDIT");
    expect(await rightOf(experimentId, CLEO)).toBe("MANAGE");
    expect(await service.access.revokeEdit(experimentId, users)).toEqual({ kind: "notAllowed" });
    expect(await rightOf(experimentId, ANA)).toBe("EDIT");
  });

  it("opens a session also for an account that may not give rights, and says so", async () => {
    const experimentId = await admin.createExperiment();
    await give(experimentId, SERVICE, "EDIT");
    await admin.tracking.labelSchemas.createLabelSchema(experimentId, GOOD);
    const { session, access } = await createLabeling({ tracking: service }).createLabelingSession({
      experimentId,
      name: "Answers",
      labelSchemas: ["good"],
      assignedUsers: [ANA],
      createdBy: DANA,
    });
    expect(access).toEqual({ kind: "notAllowed" });
    expect(session.assignedUsers).toEqual([ANA]);
    expect(await rightOf(experimentId, ANA)).toBe("READ");
  });

  it("leaves the rights of removed people alone, unless asked; then keeps those of who is needed", async () => {
    const experimentId = await managedExperiment();
    const runId = await open(experimentId, [ANA, BEN, CLEO, NOBODY]);
    await open(experimentId, [BEN]);
    const silent = await labeling.setAssignedUsers(runId, [ANA, BEN, NOBODY], "replace");
    expect(silent).not.toHaveProperty("revoked");
    expect(await rightOf(experimentId, CLEO)).toBe("EDIT");
    const revokeRemoved = { revokeRemoved: true };
    const asked = await labeling.setAssignedUsers(runId, [CLEO], "replace", revokeRemoved);
    expect(asked).toMatchObject({
      access: { kind: "granted", users: [CLEO] },
      revoked: {
        kind: "revoked",
        users: [ANA],
        keptUsers: [],
        unknownUsers: [NOBODY],
        stillNeeded: [BEN],
      },
    });
    expect(await rightOf(experimentId, ANA)).toBe("READ");
    expect(await rightOf(experimentId, BEN)).toBe("EDIT");
    const none = await labeling.setAssignedUsers(runId, [ANA], "add", revokeRemoved);
    expect(none.revoked).toMatchObject({ users: [], stillNeeded: [] });
    expect(await rightOf(experimentId, CLEO)).toBe("EDIT");
  });

  it("has room in its queue for nine people beside the product's own account, and names the others", async () => {
    const experimentId = await managedExperiment();
    const users = Array.from({ length: 12 }, (_, index) => email(`user${index + 10}`));
    const byService = createLabeling({ tracking: service });
    const runId = await open(experimentId, [ANA]);
    const { mirror } = await byService.setAssignedUsers(runId, users.toReversed(), "replace");
    expect(mirror).toEqual({
      kind: "queue",
      users: users.slice(0, 9),
      leftOut: users.slice(9),
    });
    const queues = await accounts.get(
      `/api/3.0/mlflow/review-queues/list?experiment_id=${experimentId}`,
    );
    expect(queues["review_queues"]?.[0]?.["users"]).toEqual(
      [SERVICE, ...users.slice(0, 9)].toSorted(),
    );
  });
});
