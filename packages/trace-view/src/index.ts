export * from "./trace-view.js";
export * from "./view-trace.js";
