import type { TrackingHarness } from "@labeldesk/conformance";
import type { ExperimentId } from "@labeldesk/core";
import { ensureMlflow, startMlflow } from "@labeldesk/mlflow-server";
import type { MlflowServer } from "@labeldesk/mlflow-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openHarness } from "./support/mlflow-harness.js";
import { rest } from "./support/rest.js";
import { listAnswers, reviewTab } from "./support/review-tab.js";
import { person, QUEUES } from "./support/session-bench.js";
import { FACT, GOOD, openTwoWayBench } from "./support/two-way-bench.js";
import type { TwoWayBench } from "./support/two-way-bench.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

const PASSWORD = "a password of the tests";
const ANA = person("ana");
const BEN = person("ben");
/** Ana's account has a name of its own; Ben's is his address. */
const ANAS_ACCOUNT = "Ana.Login";

const loginOf = (account: string) => ({
  authorization: `Basic ${Buffer.from(`${account}:${PASSWORD}`).toString("base64")}`,
});

describe.skipIf(mlflow.kind === "missing")(`the Review tab of a server with a login${why}`, () => {
  let server: MlflowServer | undefined;
  let admin: TrackingHarness;
  let bench: TwoWayBench;
  let experimentId: ExperimentId;
  const url = () => server?.url ?? "";

  beforeAll(async () => {
    if (mlflow.kind === "missing") return;
    const basicAuth = { adminPassword: PASSWORD };
    server = await startMlflow({ mlflow: mlflow.mlflow, backend: { kind: "sqlite" }, basicAuth });
    admin = openHarness({
      url: server.url,
      headers: loginOf("admin"),
      logins: { [ANAS_ACCOUNT]: ANA },
    });
    const accounts = rest(server.url, loginOf("admin"));
    for (const username of [ANAS_ACCOUNT, BEN])
      await accounts.send("POST", "/api/2.0/mlflow/users/create", {
        username,
        password: PASSWORD,
      });
    experimentId = await admin.createExperiment();
    bench = await openTwoWayBench(admin.tracking);
  });
  afterAll(async () => {
    await bench?.close();
    await admin?.close();
    await server?.stop();
  });

  async function opened() {
    const traceId = await admin.createTrace(experimentId, { inputs: `{"q": 1}` });
    const { session, items } = await bench.open(experimentId, [traceId]);
    const [item] = items;
    if (item === undefined) throw new Error("The session has no item.");
    return { traceId, session, item };
  }

  it("has the reviewers' accounts in the queue, with the right to answer", async () => {
    const { session } = await opened();
    const calls = rest(url(), loginOf("admin"));
    const name = encodeURIComponent(session.name);
    const found = await calls.get(
      `${QUEUES}/get-by-name?experiment_id=${experimentId}&name=${name}`,
    );
    expect(found["review_queue"]?.["users"]).toEqual([ANAS_ACCOUNT.toLowerCase(), BEN]);
    expect(await admin.tracking.access.grantEdit(experimentId, [ANA, BEN])).toEqual({
      kind: "granted",
      users: [ANA, BEN],
      unknownUsers: [],
    });
  });

  it("takes in answers and states by account, mapped or not", async () => {
    const { traceId, session, item } = await opened();
    const ana = reviewTab(url(), ANAS_ACCOUNT, loginOf(ANAS_ACCOUNT));
    const ben = reviewTab(url(), BEN, loginOf(BEN));
    await ana.answer(traceId, GOOD, true, "fine");
    await ben.answer(traceId, FACT, "Paris");
    await ana.mark(session, traceId, "COMPLETE");
    const report = await bench.settle(session);
    expect(report.unattributed).toEqual([]);
    expect(report.answers.map(({ reviewer }) => reviewer).toSorted()).toEqual([ANA, BEN]);
    const anas = await bench.review.findSubmission({ ...item, reviewer: ANA });
    expect(anas?.answers).toEqual([{ name: "good", value: true, comment: "fine" }]);
    expect(await bench.review.listItems(session.runId)).toMatchObject([{ state: "complete" }]);

    await ben.mark(session, traceId, "PENDING");
    expect((await bench.settle(session)).states).toEqual([
      { kind: "reopened", itemId: traceId, asked: BEN },
    ]);
    await ana.mark(session, traceId, "DECLINED");
    expect((await bench.settle(session)).states).toEqual([
      { kind: "excluded", itemId: traceId, by: ANA, reason: "Declined in MLflow" },
    ]);
  });

  it("shows what is given here as the account's own", async () => {
    const { traceId, session, item } = await opened();
    await bench.give(item, ANA, [{ name: "good", value: true }]);
    await bench.give(item, BEN, [{ name: "good", value: false }]);
    const ana = reviewTab(url(), ANAS_ACCOUNT, loginOf(ANAS_ACCOUNT));
    const ben = reviewTab(url(), BEN, loginOf(BEN));
    expect(await ana.shown(traceId, GOOD)).toMatchObject({ feedback: { value: true } });
    expect(await ben.shown(traceId, GOOD)).toMatchObject({ feedback: { value: false } });
    await ana.answer(traceId, GOOD, false);
    await bench.settle(session);
    await bench.give(item, ANA, [{ name: "good", value: true }]);
    expect(await ana.shown(traceId, GOOD)).toMatchObject({ feedback: { value: true } });
    const valid = (await listAnswers(url(), traceId, loginOf("admin"))).filter(
      (one) => one.valid !== false,
    );
    expect(valid).toHaveLength(2);
  });
});
