import { execFile } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createMemoryTracking, createMemoryWorkStore } from "@labeldesk/adapter-memory";
import {
  exactJson,
  TraceId,
  type ExperimentId,
  type Item,
  type SyncReport,
  type Tracking,
  type WorkStore,
} from "@labeldesk/core";
import { ConfigError, readConfig } from "@labeldesk/slack";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { COMMANDS } from "../../apps/slack/src/commands/register.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const sources = globSync("apps/slack/src/**/*.ts", { cwd: ROOT }).map(read).join("\n");

/** The cells of the rows of the table below a heading, code marks left out. */
function rowsOf(text: string, heading: string): string[][] {
  const [, section = ""] = text.split(`\n${heading}\n`);
  return (section.split(/\n#+ /u)[0] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("`", "")),
    );
}

const column = (rows: readonly (readonly string[])[], index: number) =>
  rows.map((row) => row[index] ?? "");

describe("the README's commands", () => {
  it("are those that the app knows, in its words", () => {
    const help = ["/label help", "Lists these."];
    const known = COMMANDS.map(({ usage, summary }) => [`/label ${usage}`, summary]);
    expect(rowsOf(read("README.md"), "## Commands")).toEqual([...known, help]);
  });
});

describe("the README's variables", () => {
  const rows = rowsOf(read("README.md"), "## Configuration");
  const required = {
    SLACK_BOT_TOKEN: "xoxb-1",
    SLACK_APP_TOKEN: "xapp-1",
    MLFLOW_TRACKING_URI: "http://127.0.0.1:5000",
  };

  it("are those that the configuration reads, in its order", () => {
    const names = [...read("apps/slack/src/config.ts").matchAll(/^ {2}([A-Z][A-Z_]+):/gmu)];
    expect(column(rows, 0)).toEqual(names.map(([, name]) => name));
  });

  it("are required where the app does not start without them", () => {
    const marked = rows.filter(([, fallback]) => fallback === "required");
    expect(column(marked, 0).toSorted()).toEqual(Object.keys(required).toSorted());
    expect(() => readConfig(required)).not.toThrow();
    for (const name of Object.keys(required)) {
      const missing = () => readConfig({ ...required, [name]: undefined });
      expect(missing).toThrow(ConfigError);
      expect(missing).toThrow(name);
    }
  });

  it("have the defaults that the configuration gives", () => {
    const given = Object.entries(readConfig(required))
      .filter(([name, value]) => !(name in required) && value !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : String(value)]);
    const documented = rows.filter(([, fallback]) => fallback !== "required");
    expect(Object.fromEntries(documented)).toMatchObject(Object.fromEntries(given));
    const withDefault = documented.filter(([, fallback]) => fallback !== "");
    expect(given.map(([name]) => name)).toEqual(expect.arrayContaining(column(withDefault, 0)));
  });
});

describe("the README's example", () => {
  const folder = join(ROOT, "e2e/test-results/readme");
  const file = join(folder, "example.ts");
  const blocks = [...read("README.md").matchAll(/```ts\n(.*?)```/gsu)].map(([, code]) => code);

  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, blocks[0] ?? "");
    writeFileSync(join(folder, "stores.ts"), `${blocks[1]}\nexport { tracking, work };\n`);
    const config = { extends: "../../tsconfig.json", include: ["*.ts"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("has no type errors", async () => {
    const tsc = promisify(execFile)(join(ROOT, "e2e/node_modules/.bin/tsc"), ["-p", folder]);
    const output = await tsc.then(
      () => "",
      (error: { readonly stdout: string }) => error.stdout,
    );
    expect(output).toBe("");
  });

  it("brings one person's facts into a dataset, and asks again after an empty answer", async () => {
    const { tracking, addExperiment, addTrace } = createMemoryTracking();
    const experimentId = addExperiment("support bot");
    const rest = { state: "ok", tags: {}, metadata: {}, assessments: [], spans: [] } as const;
    for (const number of [1, 2]) {
      const inputs = exactJson(`{"question": ${number}}`);
      const traceId = TraceId.parse(`tr-${number}`);
      addTrace({ traceId, experimentId, requestTimeMs: number, inputs, ...rest });
    }
    const asked: string[] = [];
    const ask = async (source: Item["source"]) => {
      const traceId = source.kind === "trace" ? source.traceId : "";
      asked.push(traceId);
      return asked.length === 1 ? [] : [`A fact of ${traceId}`];
    };

    const { collectFacts } = await importExample(file);
    const stores = { tracking, work: createMemoryWorkStore() };
    const { inserted, dataset } = await collectFacts(stores, experimentId, "ana@example.com", ask);

    expect(asked).toEqual(["tr-2", "tr-2", "tr-1"]);
    expect([inserted, dataset.name]).toEqual([2, "golden"]);
    const facts: unknown[] = [];
    for await (const { expectations } of tracking.datasets.listRecords(dataset.datasetId)) {
      facts.push(expectations["expected_facts"]);
    }
    expect(facts).toEqual([["A fact of tr-2"], ["A fact of tr-1"]]);
  });

  it("has at most twenty lines in its function", () => {
    const [, body = ""] = /\{\n( {2}.*?)\n\}\n/su.exec(blocks[0] ?? "") ?? [];
    expect(body.split("\n").length).toBeGreaterThan(1);
    expect(body.split("\n").length).toBeLessThanOrEqual(20);
  });
});

interface Example {
  collectFacts(
    stores: { readonly tracking: Tracking; readonly work: WorkStore },
    experimentId: ExperimentId,
    who: string,
    ask: (source: Item["source"]) => Promise<string[]>,
  ): Promise<SyncReport>;
}

async function importExample(file: string): Promise<Example> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type check above holds it to this
  return (await import(file)) as Example;
}

describe("the Slack manifest", () => {
  const text = read("apps/slack/manifest.yaml");
  const manifest: unknown = parse(text);

  /** What each Web API method needs of a bot token (its page below docs.slack.dev/reference/methods). */
  const SCOPES: Readonly<Record<string, string>> = {
    "auth.test": "",
    // Needs no scope (https://docs.slack.dev/reference/methods/chat.getPermalink).
    "chat.getPermalink": "",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "im:history",
    "conversations.open": "im:write",
    "users.info": "users:read",
    "users.lookupByEmail": "users:read.email",
    "views.open": "",
    "views.publish": "",
    "views.push": "",
    "views.update": "",
  };
  const OPTIONAL = "im:history";

  it("asks for exactly the scopes that the app's calls need", () => {
    const call = /\b(?:slack|client|outgoing)\s*\.\s*([a-z]+)\s*\.\s*([a-zA-Z]+)\s*\(/gu;
    const methods = new Set([...sources.matchAll(call)].map(([, a, b]) => `${a}.${b}`));
    expect([...methods].toSorted()).toEqual(Object.keys(SCOPES).toSorted());
    const needed = new Set(["commands", ...[...methods].map((method) => SCOPES[method] ?? "")]);
    const asked = [...needed].filter((scope) => scope !== "" && scope !== OPTIONAL).toSorted();
    expect(manifest).toHaveProperty("oauth_config.scopes", {
      bot: expect.toSatisfy((bot: readonly string[]) => bot.toSorted().join() === asked.join()),
    });
    expect(text).toContain(`\n      # - ${OPTIONAL}\n`);
    const explained = column(rowsOf(read("README.md"), "### What it may do in Slack"), 0);
    expect(explained.toSorted()).toEqual([...asked, OPTIONAL].toSorted());
  });

  it("subscribes to exactly the events that the app handles", () => {
    const events = [...sources.matchAll(/\bapp\s*\.event\(\s*"([^"]+)"/gu)].map(([, name]) => name);
    expect(manifest).toHaveProperty("settings.event_subscriptions", { bot_events: events });
  });

  it("names the command that the app listens to by default, and hints at each of its words", () => {
    const { LABELDESK_COMMAND: command } = readConfig({
      SLACK_BOT_TOKEN: "xoxb-1",
      SLACK_APP_TOKEN: "xapp-1",
      MLFLOW_TRACKING_URI: "http://127.0.0.1:5000",
    });
    const words = COMMANDS.map(({ name, usage }) => (usage.includes("[") ? name : usage));
    expect(manifest).toHaveProperty("features.slash_commands", [
      expect.objectContaining({ command, should_escape: false, usage_hint: expect.any(String) }),
    ]);
    const [, hint = ""] = /usage_hint: "\[(.*)\]"/u.exec(text) ?? [];
    expect(hint.split(" | ").toSorted()).toEqual([...words, "help"].toSorted());
  });

  it("turns on Socket Mode, clicks, the Home tab and messages, and needs no address", () => {
    expect(manifest).toMatchObject({
      features: { app_home: { home_tab_enabled: true, messages_tab_enabled: true } },
      settings: { socket_mode_enabled: true, interactivity: { is_enabled: true } },
    });
    expect(text).not.toMatch(/https?:/u);
  });
});

describe("the guides", () => {
  const guides = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"];

  it.each(guides)("link only to files that exist, in %s", (guide) => {
    const links = [...read(guide).matchAll(/\]\((?!https?:|#)([^)#]+)/gu)].map(
      ([, to]) => to ?? "",
    );
    const gone = links.filter((to) => !existsSync(join(ROOT, to)));
    expect(links.length).toBeGreaterThan(0);
    expect(gone).toEqual([]);
  });

  it.each(guides)("name only scripts that exist, in %s", (guide) => {
    const scripts = /"scripts": \{(.*?)\}/su.exec(read("package.json"))?.[1] ?? "";
    const run = /\b(?:npm|pnpm|pnpm@12) (?:run ([a-z:-]+)|(test|start)\b)/gu;
    const named = [...read(guide).matchAll(run)].map(([, script, word]) => script ?? word ?? "");
    expect(named.filter((name) => !scripts.includes(`"${name}":`))).toEqual([]);
  });

  it.each(guides)("name only folders that exist, in %s", (guide) => {
    const named = [...read(guide).matchAll(/`((?:packages|apps|tools)\/[a-z/-]+)`/gu)];
    const gone = named.map(([, folder]) => folder ?? "").filter((f) => !existsSync(join(ROOT, f)));
    expect(gone).toEqual([]);
  });
});
