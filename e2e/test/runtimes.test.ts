import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "vite";
import { describe, expect, it } from "vitest";
import { browserHere, openBrowser } from "../src/browser.js";

const FOLDER = fileURLToPath(new URL("../runtimes", import.meta.url));
/** A first use of a runtime installs it. */
const PATIENCE_MS = 300_000;

/** Runs the session in a runtime; gives what it printed. */
async function runIn(program: string, ...args: readonly string[]): Promise<string> {
  const run = promisify(execFile)(program, [...args, "main.mjs"], { cwd: FOLDER });
  return (await run).stdout.trim();
}

const runInNode = () => runIn(process.execPath);

/** The session as one script without imports, as a page would get it. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      lib: { entry: `${FOLDER}/label-once.mjs`, formats: ["es"] },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !("output" in output)) throw new Error("Vite built nothing.");
  return output.output[0].code;
}

/** Serves a page that has nothing but the script: a secure context, with Web Crypto. */
async function serve(script: string) {
  const server = createServer((request, response) => {
    const isScript = request.url === "/session.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : "<!doctype html><title>Session</title>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server on a port has such an address
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

describe("core, on one labeling session,", () => {
  it("finds a disagreement, takes the decision and syncs, in Node", async () => {
    expect(JSON.parse(await runInNode())).toMatchObject({ inserted: 2, conflicts: 0 });
  });

  it.each([
    ["Deno", ["deno@2.9.6", "run", "--no-prompt"]],
    ["Bun", ["bun@1.4.5", "run"]],
  ])(
    "gives the same in %s as in Node",
    async (_, args) => {
      expect(await runIn("npx", "-y", ...args)).toBe(await runInNode());
    },
    PATIENCE_MS,
  );

  it.skipIf(browserHere.kind === "missing")("gives the same in a browser as in Node", async () => {
    const script = await bundle();
    expect(script).not.toMatch(/^\s*import\b[^;]*\bfrom\b/mu);
    const site = await serve(script);
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(site.url);
      const result = await page.evaluate('import("/session.js").then((m) => m.labelOnce())');
      expect(result).toBe(await runInNode());
    } finally {
      await browser.close();
      site.close();
    }
  });
});
