export { readArtifactSpans } from "./wire/artifact-spans.js";
export { readTraceResponse } from "./wire/trace.js";
