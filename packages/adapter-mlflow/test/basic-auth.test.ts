import type { TrackingHarness } from "@labeldesk/conformance";
import {
  AssessmentId,
  LabelSchema,
  NewLabelingSession,
  ReviewerEmail,
  TraceId,
} from "@labeldesk/core";
import type { ExperimentId } from "@labeldesk/core";
import { ensureMlflow, startMlflow } from "@labeldesk/mlflow-server";
import type { MlflowServer } from "@labeldesk/mlflow-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMlflowTracking } from "../src/index.js";
import type { MlflowTracking } from "../src/index.js";
import { openHarness } from "./support/mlflow-harness.js";
import { rest } from "./support/rest.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

const PASSWORD = "a password of the tests";
const ANA = ReviewerEmail.parse("ana@example.com");
const BEN = ReviewerEmail.parse("ben@example.com");
const SERVICE = ReviewerEmail.parse("labeldesk@example.com");
const question = LabelSchema.parse({
  name: "is_correct",
  type: "feedback",
  title: "is_correct",
  input: { kind: "passFail" },
});

describe.skipIf(mlflow.kind === "missing")(`a server with a login${why}`, () => {
  let server: MlflowServer | undefined;
  let admin: TrackingHarness;
  let service: MlflowTracking;
  let experimentId: ExperimentId;

  beforeAll(async () => {
    if (mlflow.kind === "missing") return;
    const basicAuth = { adminPassword: PASSWORD };
    const backend = { kind: "sqlite" } as const;
    server = await startMlflow({ mlflow: mlflow.mlflow, backend, basicAuth });
    const authorization = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString("base64")}`;
    admin = openHarness({ url: server.url, headers: { authorization } });
    const accounts = rest(server.url, { authorization });
    for (const username of [ANA, SERVICE]) {
      const account = { username, password: PASSWORD };
      await accounts.send("POST", "/api/2.0/mlflow/users/create", account);
    }
    experimentId = await admin.createExperiment();
    service = createMlflowTracking({ url: server.url, username: SERVICE, password: PASSWORD });
  });
  afterAll(async () => {
    await admin?.close();
    await service?.close();
    await server?.stop();
  });

  it("gives known people the right to edit, twice without harm, and names the unknown", async () => {
    const expected = { kind: "granted", users: [ANA], unknownUsers: [BEN] };
    expect(await admin.tracking.access.grantEdit(experimentId, [ANA, BEN])).toEqual(expected);
    expect(await admin.tracking.access.grantEdit(experimentId, [ANA, BEN])).toEqual(expected);
  });

  it("says that the login is wrong", async () => {
    const stranger = createMlflowTracking({
      url: server?.url ?? "",
      username: SERVICE,
      password: "not the password",
    });
    await expect(stranger.experiments.getExperiment(experimentId)).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: expect.stringContaining("login"),
    });
    await stranger.close();
  });

  it("says that an account may not create a session, then lets it work once it may edit", async () => {
    const session = NewLabelingSession.parse({
      experimentId,
      name: "With a login",
      labelSchemas: [question],
      assignedUsers: [ANA, BEN],
      createdBy: ANA,
    });
    await expect(service.sessions.createSession(session)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await admin.tracking.access.grantEdit(experimentId, [SERVICE]);
    const { runId } = await service.sessions.createSession(session);
    const traceId = await admin.createTrace(experimentId, {});
    const [item] = await service.items.addItems(runId, [{ source: { kind: "trace", traceId } }]);
    if (item === undefined) throw new Error("nothing was added");
    await service.items.setAssignees(runId, item.itemId, [BEN]);
    await service.sessions.updateSession(runId, { state: "paused", labelSchemas: [question] });
    await service.items.setItemState(runId, item.itemId, { state: "complete", by: ANA });
    for await (const { state } of service.items.listItems(runId)) expect(state).toBe("complete");
    const assessment = {
      assessmentId: AssessmentId.parse("a-1"),
      traceId,
      runId,
      name: "is_correct",
      type: "feedback",
      value: true,
      source: { kind: "human", id: ANA },
      metadata: {},
    } as const;
    expect(await service.assessments.writeAssessment(assessment)).toBe("written");
    const unknown = TraceId.parse(`tr-${"0".repeat(32)}`);
    const some = [unknown, traceId, TraceId.parse(`tr-${"f".repeat(32)}`)];
    expect(await service.traces.getTraces(some)).toMatchObject([{ traceId }]);
    expect(await service.traces.getTraceInfos(some)).toMatchObject([{ traceId }]);
    const elsewhere = await admin.createExperiment();
    await expect(service.traces.copyTrace(traceId, elsewhere)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await admin.tracking.access.grantEdit(elsewhere, [SERVICE]);
    const copyId = await service.traces.copyTrace(traceId, elsewhere);
    expect(await service.traces.getTraces([copyId])).toHaveLength(1);
    await expect(service.sessions.deleteSession(runId)).rejects.toThrow(/MANAGE/);
  });
});
