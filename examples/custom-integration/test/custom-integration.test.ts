import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";

const FOLDER = fileURLToPath(new URL("../", import.meta.url));
const SOURCES = new URL("./from-sources.mjs", import.meta.url).href;

/** The last command of the README, as words. */
async function readmeCommand(): Promise<readonly string[]> {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const command = [...readme.matchAll(/```sh\n([\s\S]+?)\n```/gu)].at(-1)?.[1] ?? "";
  return command.split(" ");
}

/** Runs the labeler as a process of its own, with the lines that people type. */
async function play(words: readonly string[], lines: readonly string[]) {
  const [program = "", ...args] = words;
  const child = spawn(program === "node" ? process.execPath : program, args, {
    cwd: FOLDER,
    env: { NODE_OPTIONS: `--import ${SOURCES}`, NODE_NO_WARNINGS: "1" },
  });
  child.stdin.end(lines.map((line) => `${line}\n`).join(""));
  const [output, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on("close", resolve)),
  ]);
  return {
    output,
    errors,
    code,
    outcome: output.slice(output.search(/\d+ of \d+ answers/u)).split("\n"),
  };
}

describe("the labeler of the README", () => {
  it("takes two people through every item and ends with progress, agreement and a dataset", async () => {
    const ana = [
      "yes",
      "It arrives on Friday.; It is on its way.",
      "later",
      "perhaps",
      "yes",
      "",
      "no",
      "Refunds take 14 days.",
    ];
    const ben = [
      "yes",
      "It is on its way.;It arrives on Friday.",
      "no",
      "Refunds are possible.",
      "no",
      "We answer from 9 to 17.",
    ];
    const { output, errors, code, outcome } = await play(await readmeCommand(), [...ana, ...ben]);
    expect(errors).toBe("");
    expect(code).toBe(0);
    expect(output).toContain(
      `"Is the answer correct?" must be yes or no; given was a text of 7 characters.`,
    );
    expect(outcome).toEqual([
      "6 of 6 answers, 3 of 3 items done",
      "agreement on correct: alpha 0.44",
      "dataset support-golden; held back, since people disagree: 1",
      `{"question":"Where is my parcel?"} -> {"expected_facts":["It arrives on Friday.","It is on its way."]}`,
      `{"question":"How do I get a refund?"} -> {}`,
      `{"question":"When can I call you?"} -> {"expected_facts":["We answer from 9 to 17."]}`,
      "",
    ]);
  });

  it("keeps what was given by a person who skips an item and leaves early", async () => {
    const { outcome, code } = await play(
      ["node", "src/main.ts", "traces.json", "--as", " Ana@Example.com"],
      ["yes", "It is on its way.", "skip"],
    );
    expect(code).toBe(0);
    expect(outcome.slice(0, 2)).toEqual([
      "1 of 3 answers, 1 of 3 items done",
      "agreement on correct: none (no-pairable)",
    ]);
    expect(outcome).toContain(
      `{"question":"Where is my parcel?"} -> {"expected_facts":["It is on its way."]}`,
    );
  });

  it("says that somebody must label", async () => {
    const { code, errors } = await play(["node", "src/main.ts"], []);
    expect(code).toBe(1);
    expect(errors).toContain("Say who labels: --as ana@example.com");
  });
});
