import { readFileSync, readdirSync } from "node:fs";
import { rawMembers } from "../../src/wire/raw-json.js";

const samples = new URL("../../../../tools/fixtures/samples/traces/", import.meta.url);

/** One has no root yet; the spans of another are not served by the route that the samples were read with. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  "plain-in-progress.json",
  "plain-odd-objects-1.json",
]);

/** The samples that can be sent to a server again. */
export const sampleFiles = readdirSync(samples).filter(
  (file) => file.endsWith(".json") && !LEFT_OUT.has(file),
);

/** The spans of a sample as OpenTelemetry's protocol sends them: other names, ids in hexadecimal, all else letter by letter. */
export function exportedSpans(file: string, traceId: string): string {
  const spans = rawMembers(rawMembers(sample(file)).get("trace") ?? "").get("spans") ?? "[]";
  return spans
    .replaceAll(/"trace_id": "[\w+/=]+"/g, `"trace_id": "${traceId}"`)
    .replaceAll(/(?<="(?:parent_)?span_id": ")[\w+/=]+/g, (base64) =>
      Buffer.from(base64, "base64").toString("hex"),
    )
    .replaceAll(/"[a-z]+(?:_[a-z]+)+":/g, (name) =>
      name.replaceAll(/_./g, (sign) => sign.slice(1).toUpperCase()),
    );
}

/** A sample's text. */
export function sample(file: string): string {
  return readFileSync(new URL(file, samples), "utf8");
}
