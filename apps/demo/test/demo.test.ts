import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { ensureMlflow, startMlflow, type MlflowServer } from "@labeldesk/mlflow-server";
import { shownText, type PersonState } from "@labeldesk/slack-sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readyText, startDemo, type Demo, type TrackingChoice } from "../src/index.js";

const start = (tracking: TrackingChoice, signal = new AbortController().signal): Promise<Demo> =>
  startDemo({ tracking, port: 0, signal, say: () => {} });

/** What the page shows in a person's messages. */
async function textsOf(demo: Demo, name: string): Promise<string> {
  const { id } = demo.sandbox.person(`${name}@example.com`);
  const response = await fetch(`${demo.sandbox.url}sandbox/state?person=${id}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the sandbox's own protocol
  const state = (await response.json()) as PersonState;
  return state.messages.map(shownText).join("\n");
}

async function expectReadyForReview(demo: Demo): Promise<void> {
  expect(demo.opening).toEqual({ kind: "opened", name: expect.any(String) });
  for (const reviewer of ["reviewer-one", "reviewer-two"]) {
    const texts = await textsOf(demo, reviewer);
    expect(texts).toContain("You are asked to review");
    expect(texts).toContain("Is the answer correct?");
    expect(texts).toContain("Submit");
  }
}

describe("the demo on embedded defaults", () => {
  let demo: Demo;

  beforeAll(async () => {
    demo = await start({ kind: "memory" });
  });
  afterAll(() => demo?.stop());

  it("has a card for both reviewers", async () => {
    await expectReadyForReview(demo);
    expect(await textsOf(demo, "reviewer-one")).toContain("1 of 15");
  });

  it("lets anybody lead", async () => {
    const person = demo.sandbox.person("reviewer-one@example.com");
    await person.command("/label new");
    const form = await person.waitFor(({ views }) => views.at(-1), "the form");
    expect(form.title).toBe("New labeling session");
    await person.close();
  });

  it("says where to go and how to stop", () => {
    const text = readyText(demo);
    expect(text).toContain(demo.sandbox.url);
    expect(text).toContain(demo.logFile);
    expect(text).toContain("Reviewer One");
    expect(text).toContain("Ctrl-C");
  });

  it("writes no warning into its log while it starts", () => {
    expect(existsSync(demo.logFile) ? readFileSync(demo.logFile, "utf8") : "").toBe("");
  });

  it("refuses a port that is taken, and says how to choose another", async () => {
    const port = Number(new URL(demo.sandbox.url).port);
    const signal = new AbortController().signal;
    const second = startDemo({ tracking: { kind: "memory" }, port, signal, say: () => {} });
    await expect(second).rejects.toThrow(`The port ${port} is not available.`);
  });

  it("stops the page and removes what it kept on disk", async () => {
    const { url } = demo.sandbox;
    await demo.stop();
    await expect(fetch(url)).rejects.toThrow("fetch failed");
    expect(existsSync(demo.logFile)).toBe(false);
  });
});

describe("a demo that cannot start", () => {
  it("gives up at once when it is interrupted", async () => {
    const reason = new Error("interrupted");
    await expect(start({ kind: "memory" }, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it("says which server does not answer", async () => {
    const url = "http://127.0.0.1:9";
    await expect(start({ kind: "existingMlflow", url })).rejects.toThrow(
      /The MLflow server at http:\/\/127\.0\.0\.1:9 cannot be used\..*Check that the server runs/,
    );
  });

  it("says when what answers is no MLflow", async () => {
    const other = createServer((_request, response) => response.end("<h1>Hello</h1>"));
    other.listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    await expect(start({ kind: "existingMlflow", url })).rejects.toThrow("not an MLflow server");
    other.close();
  });
});

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

describe.skipIf(mlflow.kind === "missing")(`the demo on a real MLflow server${why}`, () => {
  it("sets the server up, opens a session there, and stops the server too", async () => {
    const demo = await start({ kind: "ownMlflow" });
    const version = `${demo.mlflowUrl}/version`;
    try {
      expect((await fetch(version)).ok).toBe(true);
      await expectReadyForReview(demo);
      expect(readyText(demo)).toContain(`The answers land in MLflow: ${demo.mlflowUrl}`);
    } finally {
      await demo.stop();
    }
    await expect(fetch(version)).rejects.toThrow("fetch failed");
  }, 300_000);

  describe("that exists", () => {
    let server: MlflowServer | undefined;

    beforeAll(async () => {
      if (mlflow.kind === "missing") return;
      server = await startMlflow({ mlflow: mlflow.mlflow, backend: { kind: "sqlite" } });
    });
    afterAll(() => server?.stop());

    it("opens no session by itself and leaves the server running", async () => {
      const url = server?.url ?? "";
      const demo = await start({ kind: "existingMlflow", url });
      expect(demo.opening).toBeUndefined();
      expect(await textsOf(demo, "reviewer-one")).toBe("");
      expect(readyText(demo)).toContain("be the Lead: type /label new");
      await demo.stop();
      expect((await fetch(`${url}/version`)).ok).toBe(true);
    });
  });
});
