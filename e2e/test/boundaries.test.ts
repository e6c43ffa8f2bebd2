import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** What the sources of one package may import besides themselves. Patterns match whole package names. */
interface Room {
  readonly path: string;
  readonly ours: readonly string[];
  /** `declared`: what the package's own manifest names. */
  readonly libraries: readonly RegExp[] | "declared";
  readonly node: boolean;
}

const ROOMS: readonly Room[] = [
  { path: "packages/core", ours: [], libraries: [/^zod$/u], node: false },
  { path: "packages/trace-view", ours: ["core"], libraries: [], node: false },
  {
    path: "packages/block-kit",
    ours: ["core", "trace-view"],
    libraries: [/^@slack\/types$/u, /^mdast/u, /^micromark/u],
    node: false,
  },
  { path: "packages/conformance", ours: ["core"], libraries: [/^vitest$/u], node: false },
  { path: "packages/adapter-memory", ours: ["core"], libraries: [], node: false },
  { path: "packages/adapter-mlflow", ours: ["core"], libraries: "declared", node: true },
  { path: "packages/adapter-sql", ours: ["core"], libraries: "declared", node: true },
  { path: "packages/slack-sandbox", ours: [], libraries: "declared", node: true },
  { path: "examples/custom-adapter", ours: ["core"], libraries: "declared", node: true },
  {
    path: "examples/custom-integration",
    ours: ["core", "adapter-memory"],
    libraries: "declared",
    node: true,
  },
];

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const IMPORT =
  /\b(?:import|export)\b[^"'`;]*?\bfrom\s*["'](?<from>[^"']+)["']|\bimport\s*\(?\s*["'](?<bare>[^"']+)["']/gu;
const COMMENT = /\/\*.*?\*\/|(?<=^|\s)\/\/[^\n]*/gsu;
const ENVIRONMENT = [
  /\bprocess\s*(?:\?\.|\.|\[\s*["'])\s*env\b/u,
  /\benv\b[^;]*(?:=\s*process\b|\bfrom\s*["'](?:node:)?process["'])/u,
];
const MAY_READ_ENVIRONMENT = /^apps\/[^/]+\/src\/(?:config|main)\.ts$/u;

/** What is wrong with one source file: forbidden imports and reading the environment. */
function violations(file: string, text: string, declared: readonly string[] = []): string[] {
  const code = text.replaceAll(COMMENT, "");
  const room = ROOMS.find(({ path }) => file.startsWith(`${path}/`));
  const imports = [...code.matchAll(IMPORT)].map(
    ({ groups }) => groups?.["from"] ?? groups?.["bare"],
  );
  const found = imports
    .filter((name) => name !== undefined)
    .filter((name) => !isAllowed(name, file, room, declared))
    .map((name) => `${file} must not import ${name}`);
  if (ENVIRONMENT.some((read) => read.test(code)) && !MAY_READ_ENVIRONMENT.test(file)) {
    found.push(`${file} must not read the environment`);
  }
  return found;
}

function isAllowed(
  name: string,
  file: string,
  room: Room | undefined,
  declared: readonly string[],
): boolean {
  if (name.startsWith(".")) return staysInside(name, file);
  if (room === undefined) return true;
  if (name.startsWith("node:")) return room.node;
  const library = /^(?:@[^/]+\/)?[^/]+/u.exec(name)?.[0] ?? name;
  if (library.startsWith("@labeldesk/")) {
    return room.ours.includes(library.slice("@labeldesk/".length));
  }
  if (room.libraries === "declared") return declared.includes(library);
  return room.libraries.some((pattern) => pattern.test(library));
}

/** Whether a relative import ends in the sources of the same package. */
function staysInside(name: string, file: string): boolean {
  const sources = /^[^/]+\/[^/]+\/src\//u.exec(file)?.[0];
  return sources !== undefined && normalize(join(dirname(file), name)).startsWith(sources);
}

function declaredIn(file: string): readonly string[] {
  const manifest: unknown = JSON.parse(
    readFileSync(join(ROOT, ...file.split("/").slice(0, 2), "package.json"), "utf8"),
  );
  const names = (field: string): string[] => {
    const listed: unknown = Object.entries(manifest ?? {}).find(([name]) => name === field)?.[1];
    return Object.keys(listed ?? {});
  };
  return ["dependencies", "peerDependencies", "optionalDependencies"].flatMap(names);
}

describe("boundaries", () => {
  const files = globSync("{packages,apps,examples}/*/src/**/*.{ts,tsx}", { cwd: ROOT });

  it("are those of packages that exist, with sources to check", () => {
    const empty = ROOMS.filter(({ path }) => !files.some((file) => file.startsWith(`${path}/`)));
    expect(empty).toEqual([]);
    const rooms = new Set(files.map((file) => file.split("/").slice(0, 2).join("/")));
    const unknown = [...rooms].filter(
      (room) => !room.startsWith("apps/") && !ROOMS.some(({ path }) => path === room),
    );
    expect(unknown).toEqual([]);
  });

  it("are kept by every source file", () => {
    const found = files.flatMap((file) =>
      violations(file, readFileSync(join(ROOT, file), "utf8"), declaredIn(file)),
    );
    expect(found).toEqual([]);
  });

  it.each([
    ["packages/core/src/a.ts", `import { readFileSync } from "node:fs";`],
    ["packages/core/src/a.ts", `import type { Dispatcher } from "undici";`],
    ["packages/core/src/a.ts", `export * from "@labeldesk/trace-view";`],
    ["packages/core/src/a.ts", `const late = await import("lodash/map");`],
    ["packages/core/src/a.ts", `import {\n  a,\n  b,\n} from "../../adapter-sql/src/index.js";`],
    ["packages/core/src/ports/a.ts", `import { x } from "../../test/support.js";`],
    ["packages/trace-view/src/a.ts", `import { renderCard } from "@labeldesk/block-kit";`],
    ["packages/block-kit/src/a.ts", `import { WebClient } from "@slack/web-api";`],
    ["packages/conformance/src/a.ts", `import "@labeldesk/adapter-memory";`],
    ["packages/adapter-memory/src/a.ts", `import { z } from "zod";`],
    ["packages/adapter-mlflow/src/a.ts", `import { createSqlWork } from "@labeldesk/adapter-sql";`],
    ["packages/adapter-sql/src/a.ts", `import { undeclared } from "left-pad";`],
    ["packages/slack-sandbox/src/page/a.tsx", `import type { Item } from "@labeldesk/core";`],
    ["apps/slack/src/a.ts", `import { limits } from "../../../packages/block-kit/src/index.js";`],
  ])("find a forbidden import in %s: %s", (file, text) => {
    expect(violations(file, text, ["undici", "kysely"])).toHaveLength(1);
  });

  it.each([
    ["packages/adapter-mlflow/src/a.ts", "const url = process.env.MLFLOW_URL;"],
    ["packages/core/src/a.ts", `const home = process["env"];`],
    ["packages/core/src/a.ts", "const { env } = process;"],
    ["apps/slack/src/commands.ts", `import { env } from "node:process";`],
    ["apps/slack/src/nested/config.ts", "read(process.env)"],
  ])("find that %s reads the environment: %s", (file, text) => {
    expect(violations(file, text)).toContain(`${file} must not read the environment`);
  });

  it.each([
    [
      "packages/core/src/ports/a.ts",
      `import { z } from "zod";\nimport type { A } from "../ids.js";`,
    ],
    ["packages/core/src/a.ts", `/** @example import { x } from "@labeldesk/slack"; */\nexport {};`],
    ["packages/core/src/a.ts", `// import "undici", process.env\nexport {};`],
    ["packages/block-kit/src/a.ts", `import { gfm } from "micromark-extension-gfm";`],
    ["packages/adapter-mlflow/src/a.ts", `import { Pool } from "undici";\nimport "node:url";`],
    ["apps/slack/src/config.ts", "readConfig(process.env)"],
    ["apps/slack/src/a.ts", `import { z } from "zod/v4";\nimport "@labeldesk/adapter-sql";`],
  ])("find nothing wrong in %s: %s", (file, text) => {
    expect(violations(file, text, ["undici"])).toEqual([]);
  });
});
