import type { RunId, SessionFigure } from "@labeldesk/core";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { metricNameOf } from "../src/sessions/figure-names.js";
import { makeSession, runTags, sessionBench } from "./support/session-bench.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

const alpha = (question: string, value: number | undefined): SessionFigure => ({
  kind: "question",
  question,
  measure: "alpha",
  value,
});
const items = (value: number): SessionFigure => ({ kind: "session", measure: "items", value });

/** Names that a careless rule would confuse, or MLflow refuse. */
const NAMES = [
  "is_correct",
  "Is it correct, in every point?",
  "a/b",
  "a.2f.b",
  "a.b",
  "a..b",
  ".",
  "..",
  "/a",
  "a//b",
  "a/./b",
  "a:b",
  "50 % – Größe 大きさ 🏠",
  "Cafe\u0301",
  "Caf\u00e9",
  "𐐀𞤀",
  "line\nbreak",
  "items",
  `${"/".repeat(249)}a`,
  `${"/".repeat(249)}b`,
  "n".repeat(250),
  "n".repeat(249),
];

describe("metricNameOf", () => {
  it("keeps what MLflow takes, and writes out what it does not", () => {
    expect(metricNameOf(items(1))).toBe("items");
    expect(metricNameOf(alpha("Größe 2_a-b", 1))).toBe("Größe 2_a-b/alpha");
    expect(metricNameOf(alpha("a/b.c", 1))).toBe("a.2f.b.2e.c/alpha");
  });

  it("gives different names to different questions", () => {
    const names = NAMES.map((name) => metricNameOf(alpha(name, 1)));
    expect(new Set(names).size).toBe(NAMES.length);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(250);
  });
});

const Metrics = z
  .array(
    z.object({ key: z.string(), value: z.union([z.number(), z.string()]), timestamp: z.number() }),
  )
  .default([]);

describe.skipIf(mlflow.kind === "missing")(`figures on a real server${why}`, () => {
  const bench = sessionBench(mlflow);
  const save = (runId: RunId, atMs: number, ...figures: readonly SessionFigure[]) =>
    bench().harness.tracking.sessions.saveFigures(runId, { atMs, figures });

  async function metricsOf(runId: RunId) {
    const { run } = await bench().other.get(`/api/2.0/mlflow/runs/get?run_id=${runId}`);
    return Metrics.parse(run?.["data"]?.["metrics"]);
  }
  const valuesOf = async (runId: RunId) =>
    Object.fromEntries((await metricsOf(runId)).map(({ key, value }) => [key, value]));

  /** How often a value was logged under this name. */
  async function historyOf(runId: RunId, key: string) {
    const query = `run_id=${runId}&metric_key=${encodeURIComponent(key)}`;
    const answer = await bench().other.get(`/api/2.0/mlflow/metrics/get-history?${query}`);
    return Metrics.parse(answer["metrics"]).map(({ value }) => value);
  }

  it("shows figures as metrics of the session's run, and since when they are true", async () => {
    const { runId } = await makeSession(bench());
    await save(runId, Date.UTC(2026, 10, 1), items(3), alpha("is_correct", 1 / 3));
    expect(await valuesOf(runId)).toEqual({ items: 3, "is_correct/alpha": 1 / 3 });
    const tags = await runTags(bench(), runId);
    expect(tags.get("labeldesk.figuresAt")).toBe("2026-11-01T00:00:00.000Z");
  });

  it("takes any name of a question, and any number of them, each as a metric of its own", async () => {
    const { runId } = await makeSession(bench());
    const more = Array.from({ length: 1_200 }, (_, index) => `${"大".repeat(240)} ${index}`);
    const figures = [...NAMES, ...more].map((name, index) => alpha(name, index));
    await save(runId, 1_000, ...figures);
    const values = await valuesOf(runId);
    expect(Object.keys(values)).toHaveLength(figures.length);
    for (const figure of figures) expect(values[metricNameOf(figure)]).toBe(figure.value);
  });

  it("logs nothing twice, and a figure that has no value any more as none", async () => {
    const { runId } = await makeSession(bench());
    await save(runId, 1_000, items(3), alpha("is_correct", 0.5), alpha("tone", undefined));
    await save(runId, 1_000, items(3), alpha("is_correct", 0.5), alpha("tone", undefined));
    expect(await historyOf(runId, "items")).toEqual([3]);
    await save(runId, 2_000, items(3), alpha("is_correct", undefined));
    await save(runId, 3_000, items(3), alpha("is_correct", undefined));
    expect(await valuesOf(runId)).toEqual({ items: 3, "is_correct/alpha": "NaN" });
    expect(await historyOf(runId, "is_correct/alpha")).toEqual([0.5, "NaN"]);
    await save(runId, 4_000, alpha("is_correct", -0.25));
    expect(await valuesOf(runId)).toEqual({ items: 3, "is_correct/alpha": -0.25 });
  });

  it("shows what was saved last, also a smaller number, and one of a clock that is behind", async () => {
    const { runId } = await makeSession(bench());
    await save(runId, 5_000, items(40));
    await save(runId, 5_000, items(30));
    expect(await valuesOf(runId)).toEqual({ items: 30 });
    await save(runId, 1_000, items(20));
    expect(await valuesOf(runId)).toEqual({ items: 20 });
  });

  it("leaves the session as it is, and writes to a closed one", async () => {
    const { harness } = bench();
    const session = await makeSession(bench());
    const { runId } = session;
    await save(runId, 1_000, items(1));
    expect(await harness.tracking.sessions.getSession(runId)).toEqual(session);
    await harness.tracking.sessions.updateSession(runId, { state: "closed" });
    await save(runId, 2_000, items(2));
    expect(await valuesOf(runId)).toEqual({ items: 2 });
    expect((await harness.tracking.sessions.getSession(runId)).state).toBe("closed");
  });
});
