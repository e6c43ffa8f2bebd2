export { readArguments, USAGE, type DemoArguments } from "./arguments.js";
export { startDemo, type Demo, type DemoOptions } from "./demo.js";
export type { OpeningOutcome } from "./opening-session.js";
export { readyText } from "./ready-text.js";
export { CannotStart } from "./cannot-start.js";
export type { TrackingChoice } from "./tracking.js";
